import type { Migration } from '../migrate.ts'

/**
 * Questionnaires with their versions, surveys, and a form for each household asked. The overall grade and the comment
 * stand on the form itself, because every questionnaire has them and every workbook brings them.
 */
export const surveys: Migration = {
  id: 140,
  name: 'surveys',
  sql: `
    CREATE TABLE questionnaire (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;

    CREATE TABLE questionnaire_edition (
      id INTEGER PRIMARY KEY,
      questionnaire_id INTEGER NOT NULL REFERENCES questionnaire (id),
      number INTEGER NOT NULL,
      made_on TEXT NOT NULL,
      UNIQUE (questionnaire_id, number)
    ) STRICT;

    CREATE TABLE question (
      id INTEGER PRIMARY KEY,
      edition_id INTEGER NOT NULL REFERENCES questionnaire_edition (id),
      position INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('grade', 'choice', 'text')),
      words TEXT NOT NULL,
      choices TEXT NOT NULL DEFAULT '',
      UNIQUE (edition_id, position)
    ) STRICT;

    CREATE TABLE survey (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      edition_id INTEGER REFERENCES questionnaire_edition (id),
      begun_on TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;

    CREATE TABLE survey_form (
      id INTEGER PRIMARY KEY,
      survey_id INTEGER NOT NULL REFERENCES survey (id),
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      code TEXT UNIQUE,
      issued_on TEXT NOT NULL,
      returned_on TEXT,
      grade TEXT CHECK (grade IN ('very-satisfied', 'satisfied', 'so-so', 'dissatisfied', 'very-dissatisfied')),
      comment TEXT NOT NULL DEFAULT '',
      keyed_by TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (survey_id, unit_id),
      CHECK (returned_on IS NULL OR returned_on >= issued_on),
      CHECK (grade IS NULL OR returned_on IS NOT NULL)
    ) STRICT;
    CREATE INDEX survey_form_issued ON survey_form (issued_on, returned_on, grade, unit_id);
    CREATE INDEX survey_form_unit ON survey_form (unit_id);

    CREATE TABLE survey_answer (
      id INTEGER PRIMARY KEY,
      form_id INTEGER NOT NULL REFERENCES survey_form (id),
      question_id INTEGER NOT NULL REFERENCES question (id),
      value TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (form_id, question_id)
    ) STRICT;
    CREATE INDEX survey_answer_question ON survey_answer (question_id, value);
  `,
}
