import type { Migration } from '../migrate.ts'

/** How many cases stand under a promise is asked rule by rule; whether rework was called off, of every completion. */
export const ruleCases: Migration = {
  id: 200,
  name: 'rule-cases',
  sql: `
    CREATE INDEX job_rule ON job (rule_id) WHERE rule_id IS NOT NULL;
    CREATE INDEX complaint_rule ON complaint (rule_id) WHERE rule_id IS NOT NULL;
    DROP INDEX job_rework;
    CREATE INDEX job_rework ON job (rework_of_id, registered_on, state) WHERE rework_of_id IS NOT NULL;
  `,
}
