import type { Migration } from '../migrate.ts'

/** Chasing what is owed, meters, money held for others, and the accountant's books around the ledger. */
export const collectionAndBooks: Migration = {
  id: 80,
  name: 'collection and books',
  sql: `
    CREATE TABLE notice_batch (
      id INTEGER PRIMARY KEY,
      issued_on TEXT NOT NULL,
      as_of TEXT NOT NULL,
      title TEXT NOT NULL,
      notices INTEGER NOT NULL,
      amount INTEGER NOT NULL,
      actor_name TEXT NOT NULL
    ) STRICT;

    CREATE TABLE payment_notice (
      id INTEGER PRIMARY KEY,
      batch_id INTEGER NOT NULL REFERENCES notice_batch (id),
      year INTEGER NOT NULL,
      number INTEGER NOT NULL,
      notice_no TEXT NOT NULL UNIQUE,
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      addressee TEXT NOT NULL,
      issued_on TEXT NOT NULL,
      as_of TEXT NOT NULL,
      amount INTEGER NOT NULL,
      lines TEXT NOT NULL,
      prints INTEGER NOT NULL DEFAULT 0,
      cancelled_on TEXT,
      cancel_reason TEXT,
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (year, number)
    ) STRICT;
    CREATE INDEX payment_notice_batch ON payment_notice (batch_id);
    CREATE INDEX payment_notice_unit ON payment_notice (unit_id, issued_on);
    CREATE INDEX payment_notice_issued ON payment_notice (issued_on);

    CREATE TABLE contact (
      id INTEGER PRIMARY KEY,
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      on_date TEXT NOT NULL,
      way TEXT NOT NULL CHECK (way IN ('phone', 'visit', 'sms', 'notice')),
      outcome TEXT NOT NULL CHECK (outcome IN ('reached', 'promised', 'refused', 'not-reached', 'delivered')),
      person TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      promise_on TEXT,
      promise_amount INTEGER CHECK (promise_amount > 0),
      promise_state TEXT CHECK (promise_state IN ('open', 'kept', 'broken')),
      documented INTEGER NOT NULL DEFAULT 0 CHECK (documented IN (0, 1)),
      notice_id INTEGER REFERENCES payment_notice (id),
      actor_name TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX contact_unit ON contact (unit_id, on_date);
    CREATE INDEX contact_on ON contact (on_date);
    CREATE INDEX contact_promise ON contact (promise_on) WHERE promise_state = 'open';

    CREATE TABLE legal_case (
      id INTEGER PRIMARY KEY,
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      debtor TEXT NOT NULL DEFAULT '',
      state TEXT NOT NULL CHECK (state IN ('demand', 'suit', 'mediation', 'enforcement', 'closed')),
      opened_on TEXT NOT NULL,
      amount INTEGER NOT NULL,
      court TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX legal_case_unit ON legal_case (unit_id);

    CREATE TABLE legal_step (
      id INTEGER PRIMARY KEY,
      case_id INTEGER NOT NULL REFERENCES legal_case (id),
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      on_date TEXT NOT NULL,
      state TEXT NOT NULL,
      interrupts INTEGER NOT NULL CHECK (interrupts IN (0, 1)),
      note TEXT NOT NULL DEFAULT '',
      actor_name TEXT NOT NULL
    ) STRICT;
    CREATE INDEX legal_step_case ON legal_step (case_id, on_date);
    CREATE INDEX legal_step_unit ON legal_step (unit_id, on_date) WHERE interrupts = 1;

    CREATE TABLE meter (
      id INTEGER PRIMARY KEY,
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      number TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('water', 'electricity')),
      digits INTEGER NOT NULL DEFAULT 6,
      active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (unit_id, kind, number)
    ) STRICT;

    CREATE TABLE reading (
      id INTEGER PRIMARY KEY,
      meter_id INTEGER NOT NULL REFERENCES meter (id),
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      on_date TEXT NOT NULL,
      value_centi INTEGER NOT NULL CHECK (value_centi >= 0),
      kind TEXT NOT NULL DEFAULT 'read' CHECK (kind IN ('read', 'start')),
      charge_id INTEGER REFERENCES charge (id),
      note TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (meter_id, on_date)
    ) STRICT;
    CREATE INDEX reading_on ON reading (on_date);

    CREATE TABLE deposit (
      id INTEGER PRIMARY KEY,
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      kind TEXT NOT NULL CHECK (kind IN ('renovation', 'keys', 'pass', 'held-for-others', 'other')),
      on_date TEXT NOT NULL,
      amount INTEGER NOT NULL CHECK (amount > 0),
      method TEXT NOT NULL CHECK (method IN ('cash', 'transfer', 'wechat', 'alipay', 'pos')),
      payer TEXT NOT NULL DEFAULT '',
      slip_no TEXT NOT NULL DEFAULT '',
      beneficiary TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      shift_id INTEGER REFERENCES shift (id),
      actor_name TEXT NOT NULL,
      request_key TEXT UNIQUE
    ) STRICT;
    CREATE INDEX deposit_unit ON deposit (unit_id);
    CREATE INDEX deposit_on ON deposit (on_date);

    CREATE TABLE deposit_move (
      id INTEGER PRIMARY KEY,
      deposit_id INTEGER NOT NULL REFERENCES deposit (id),
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      on_date TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('return', 'deduct', 'pay-over')),
      amount INTEGER NOT NULL CHECK (amount > 0),
      method TEXT NOT NULL CHECK (method IN ('cash', 'transfer', 'wechat', 'alipay', 'pos')),
      reason TEXT NOT NULL DEFAULT '',
      approval_id INTEGER REFERENCES approval (id),
      shift_id INTEGER REFERENCES shift (id),
      actor_name TEXT NOT NULL
    ) STRICT;
    CREATE INDEX deposit_move_deposit ON deposit_move (deposit_id, on_date);
    CREATE INDEX deposit_move_on ON deposit_move (on_date);

    CREATE TABLE invoice (
      id INTEGER PRIMARY KEY,
      receipt_id INTEGER NOT NULL REFERENCES receipt (id),
      number TEXT NOT NULL UNIQUE,
      title TEXT NOT NULL,
      tax_number TEXT NOT NULL DEFAULT '',
      on_date TEXT NOT NULL,
      amount INTEGER NOT NULL,
      red_of_id INTEGER UNIQUE REFERENCES invoice (id),
      note TEXT NOT NULL DEFAULT '',
      actor_name TEXT NOT NULL,
      CHECK ((red_of_id IS NULL AND amount > 0) OR (red_of_id IS NOT NULL AND amount < 0))
    ) STRICT;
    CREATE INDEX invoice_receipt ON invoice (receipt_id);
    CREATE INDEX invoice_on ON invoice (on_date);

    CREATE TABLE statement_line (
      id INTEGER PRIMARY KEY,
      channel TEXT NOT NULL CHECK (channel IN ('bank', 'wechat', 'alipay')),
      on_date TEXT NOT NULL,
      reference TEXT NOT NULL,
      counterparty TEXT NOT NULL DEFAULT '',
      amount INTEGER NOT NULL,
      note TEXT NOT NULL DEFAULT '',
      receipt_id INTEGER REFERENCES receipt (id),
      cash_deposit_id INTEGER REFERENCES cash_deposit (id),
      state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'matched', 'explained')),
      explanation TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (channel, reference)
    ) STRICT;
    CREATE INDEX statement_line_state ON statement_line (state, on_date);
    CREATE INDEX statement_line_receipt ON statement_line (receipt_id) WHERE receipt_id IS NOT NULL;

    CREATE TABLE cash_deposit (
      id INTEGER PRIMARY KEY,
      on_date TEXT NOT NULL,
      amount INTEGER NOT NULL CHECK (amount > 0),
      bank TEXT NOT NULL DEFAULT '',
      slip_no TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      shift_id INTEGER REFERENCES shift (id),
      actor_name TEXT NOT NULL
    ) STRICT;
    CREATE INDEX cash_deposit_on ON cash_deposit (on_date);

    CREATE TABLE service_entry (
      id INTEGER PRIMARY KEY,
      on_date TEXT NOT NULL,
      category TEXT NOT NULL CHECK (category IN ('housekeeping', 'plumbing-electric', 'agency-and-drains', 'other',
        'advertising', 'other-income')),
      unit_id INTEGER REFERENCES unit (id),
      income INTEGER NOT NULL DEFAULT 0 CHECK (income >= 0),
      expense INTEGER NOT NULL DEFAULT 0 CHECK (expense >= 0),
      receipt_no TEXT NOT NULL DEFAULT '',
      method TEXT CHECK (method IN ('cash', 'transfer', 'wechat', 'alipay', 'pos')),
      note TEXT NOT NULL DEFAULT '',
      shift_id INTEGER REFERENCES shift (id),
      actor_name TEXT NOT NULL,
      reversed_on TEXT,
      reverse_reason TEXT,
      reversed_by TEXT,
      reverse_shift_id INTEGER REFERENCES shift (id),
      request_key TEXT UNIQUE,
      CHECK (income > 0 OR expense > 0),
      CHECK (reversed_on IS NULL OR reversed_on >= on_date)
    ) STRICT;
    CREATE INDEX service_entry_on ON service_entry (on_date);

    CREATE TABLE month_close (
      id INTEGER PRIMARY KEY,
      month TEXT NOT NULL,
      action TEXT NOT NULL CHECK (action IN ('close', 'reopen')),
      through_on TEXT NOT NULL,
      at TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      reason TEXT NOT NULL DEFAULT '',
      approval_id INTEGER REFERENCES approval (id)
    ) STRICT;
  `,
}
