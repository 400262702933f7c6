import type { Migration } from '../migrate.ts'

/**
 * People: posts, when somebody came and left, dated terms (post, salary, performance share); the rota with what was
 * published of it, swaps of shifts, the handover log; training, rewards and penalties; appraisal.
 */
export const people: Migration = {
  id: 240,
  name: 'people',
  sql: `
    ALTER TABLE staff ADD COLUMN phone TEXT NOT NULL DEFAULT '';
    ALTER TABLE staff ADD COLUMN joined_on TEXT;
    ALTER TABLE staff ADD COLUMN left_on TEXT;

    CREATE TABLE post (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      department TEXT NOT NULL DEFAULT '',
      position INTEGER NOT NULL,
      manned INTEGER NOT NULL DEFAULT 0 CHECK (manned >= 0),
      active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;

    CREATE TABLE staff_terms (
      id INTEGER PRIMARY KEY,
      staff_id INTEGER NOT NULL REFERENCES staff (id),
      from_on TEXT NOT NULL,
      post_id INTEGER NOT NULL REFERENCES post (id),
      salary INTEGER NOT NULL CHECK (salary >= 0),
      share_part INTEGER CHECK (share_part >= 0),
      share_of INTEGER CHECK (share_of > 0),
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (staff_id, from_on),
      CHECK ((share_part IS NULL) = (share_of IS NULL)),
      CHECK (share_part <= share_of)
    ) STRICT;

    CREATE TABLE rota_shift (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      letter TEXT NOT NULL UNIQUE,
      colour TEXT NOT NULL,
      from_minute INTEGER CHECK (from_minute BETWEEN 0 AND 1439),
      to_minute INTEGER CHECK (to_minute BETWEEN 0 AND 1440),
      rest_minutes INTEGER NOT NULL DEFAULT 0 CHECK (rest_minutes >= 0),
      keeps_log INTEGER NOT NULL DEFAULT 0 CHECK (keeps_log IN (0, 1)),
      position INTEGER NOT NULL,
      active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      version INTEGER NOT NULL DEFAULT 1,
      CHECK ((from_minute IS NULL) = (to_minute IS NULL))
    ) STRICT;
    INSERT INTO rota_shift (id, name, letter, colour, from_minute, to_minute, rest_minutes, keeps_log, position) VALUES
      (1, '早班', 'A', 'yellow', 480, 960, 0, 1, 1),
      (2, '中班', 'B', 'blue', 840, 1320, 0, 1, 2),
      (3, '晚班', 'C', 'violet', 1320, 480, 60, 1, 3),
      (4, '行政班', 'D', 'teal', 510, 1050, 120, 0, 4),
      (5, '休', 'X', 'gray', NULL, NULL, 0, 0, 5);
    INSERT INTO id_block (name, next) VALUES ('rota_shift', 6);

    CREATE TABLE rota_day (
      id INTEGER PRIMARY KEY,
      staff_id INTEGER NOT NULL REFERENCES staff (id),
      on_date TEXT NOT NULL,
      shift_id INTEGER NOT NULL REFERENCES rota_shift (id),
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (on_date, staff_id)
    ) STRICT;
    CREATE INDEX rota_day_staff ON rota_day (staff_id, on_date);
    CREATE INDEX rota_day_shift ON rota_day (shift_id, on_date);

    CREATE TABLE rota_edition (
      id INTEGER PRIMARY KEY,
      month TEXT NOT NULL,
      number INTEGER NOT NULL,
      published_on TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      sheet TEXT NOT NULL,
      UNIQUE (month, number)
    ) STRICT;

    CREATE TABLE shift_swap (
      id INTEGER PRIMARY KEY,
      asker_id INTEGER NOT NULL REFERENCES staff (id),
      other_id INTEGER NOT NULL REFERENCES staff (id),
      on_date TEXT NOT NULL,
      back_on TEXT,
      asker_shift_id INTEGER REFERENCES rota_shift (id),
      other_shift_id INTEGER REFERENCES rota_shift (id),
      asker_back_id INTEGER REFERENCES rota_shift (id),
      other_back_id INTEGER REFERENCES rota_shift (id),
      reason TEXT NOT NULL DEFAULT '',
      state TEXT NOT NULL CHECK (state IN ('asked', 'confirmed', 'approved', 'declined', 'refused', 'withdrawn')),
      asked_on TEXT NOT NULL,
      asked_by TEXT NOT NULL,
      confirmed_on TEXT,
      confirmed_by TEXT NOT NULL DEFAULT '',
      decided_on TEXT,
      decided_by TEXT NOT NULL DEFAULT '',
      decision TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      CHECK (asker_id <> other_id),
      CHECK (back_on IS NULL OR back_on <> on_date)
    ) STRICT;
    CREATE INDEX shift_swap_asker ON shift_swap (asker_id, on_date);
    CREATE INDEX shift_swap_other ON shift_swap (other_id, on_date);
    CREATE INDEX shift_swap_day ON shift_swap (on_date);

    CREATE TABLE shift_log (
      id INTEGER PRIMARY KEY,
      on_date TEXT NOT NULL,
      shift_id INTEGER NOT NULL REFERENCES rota_shift (id),
      from_at TEXT NOT NULL,
      to_at TEXT NOT NULL,
      notes TEXT NOT NULL DEFAULT '',
      gathered TEXT,
      giver_id INTEGER REFERENCES staff (id),
      giver TEXT NOT NULL DEFAULT '',
      given_at TEXT,
      reader_id INTEGER REFERENCES staff (id),
      reader TEXT NOT NULL DEFAULT '',
      read_at TEXT,
      remark TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (on_date, shift_id),
      CHECK ((given_at IS NULL) = (gathered IS NULL)),
      CHECK (read_at IS NULL OR given_at IS NOT NULL)
    ) STRICT;
    CREATE INDEX shift_log_unread ON shift_log (on_date) WHERE read_at IS NULL;

    CREATE TABLE training (
      id INTEGER PRIMARY KEY,
      staff_id INTEGER NOT NULL REFERENCES staff (id),
      on_date TEXT NOT NULL,
      topic TEXT NOT NULL,
      trainer TEXT NOT NULL DEFAULT '',
      hours_centi INTEGER NOT NULL CHECK (hours_centi > 0),
      cancelled_on TEXT,
      cancel_reason TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX training_staff ON training (staff_id, on_date);
    CREATE INDEX training_day ON training (on_date);

    CREATE TABLE reward (
      id INTEGER PRIMARY KEY,
      staff_id INTEGER NOT NULL REFERENCES staff (id),
      on_date TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('reward', 'penalty')),
      amount INTEGER NOT NULL CHECK (amount >= 0),
      reason TEXT NOT NULL,
      case_kind TEXT CHECK (case_kind IN ('job', 'complaint')),
      case_id INTEGER,
      actor_name TEXT NOT NULL,
      cancelled_on TEXT,
      cancel_reason TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      CHECK ((case_kind IS NULL) = (case_id IS NULL))
    ) STRICT;
    CREATE INDEX reward_staff ON reward (staff_id, on_date);
    CREATE INDEX reward_day ON reward (on_date);

    CREATE TABLE appraisal_scheme (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      from_month TEXT NOT NULL UNIQUE,
      share_part INTEGER NOT NULL CHECK (share_part >= 0),
      share_of INTEGER NOT NULL CHECK (share_of > 0),
      version INTEGER NOT NULL DEFAULT 1,
      CHECK (share_part <= share_of)
    ) STRICT;
    CREATE TABLE appraisal_source (
      id INTEGER PRIMARY KEY,
      scheme_id INTEGER NOT NULL REFERENCES appraisal_scheme (id),
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('supervisor', 'department', 'peer')),
      weight INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 100),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX appraisal_source_scheme ON appraisal_source (scheme_id, position);
    INSERT INTO appraisal_scheme (id, name, from_month, share_part, share_of) VALUES (1, '月度考核', '1990-01', 1, 3);
    INSERT INTO appraisal_source (id, scheme_id, position, name, kind, weight) VALUES
      (1, 1, 1, '主管', 'supervisor', 50),
      (2, 1, 2, '其他部门一', 'department', 20),
      (3, 1, 3, '其他部门二', 'department', 20),
      (4, 1, 4, '同事', 'peer', 10);
    INSERT INTO id_block (name, next) VALUES ('appraisal_scheme', 2), ('appraisal_source', 5);

    CREATE TABLE appraisal_score (
      id INTEGER PRIMARY KEY,
      month TEXT NOT NULL,
      staff_id INTEGER NOT NULL REFERENCES staff (id),
      source_id INTEGER NOT NULL REFERENCES appraisal_source (id),
      scorer_id INTEGER NOT NULL REFERENCES staff (id),
      score_centi INTEGER NOT NULL CHECK (score_centi BETWEEN 0 AND 10000),
      on_date TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (month, staff_id, source_id, scorer_id),
      CHECK (staff_id <> scorer_id)
    ) STRICT;

    CREATE TABLE appraisal_step (
      id INTEGER PRIMARY KEY,
      month TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('star', 'closed', 'reopened')),
      at TEXT NOT NULL,
      on_date TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      reason TEXT NOT NULL DEFAULT '',
      staff_id INTEGER REFERENCES staff (id)
    ) STRICT;
    CREATE INDEX appraisal_step_month ON appraisal_step (month, id);

    CREATE TABLE appraisal_result (
      id INTEGER PRIMARY KEY,
      month TEXT NOT NULL,
      staff_id INTEGER NOT NULL REFERENCES staff (id),
      post TEXT NOT NULL,
      score_centi INTEGER,
      salary INTEGER,
      share_part INTEGER,
      share_of INTEGER,
      pay INTEGER,
      rewards INTEGER NOT NULL DEFAULT 0,
      penalties INTEGER NOT NULL DEFAULT 0,
      UNIQUE (month, staff_id)
    ) STRICT;
    CREATE INDEX appraisal_result_staff ON appraisal_result (staff_id, month);
  `,
}
