import type { Migration } from '../migrate.ts'

/**
 * Tariffs, charges, discounts, receipts: the ledger. Its entries are dated and never changed; `reversed_on` is the one
 * mark an entry can get, once. `settlement`, `outstanding` and `prepaid` are derived from the entries by replaying
 * them in date order, and are rebuilt, never edited.
 */
export const fees: Migration = {
  id: 70,
  name: 'fees',
  sql: `
    CREATE TABLE fee_item (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('management', 'parking-management', 'parking-rent', 'public-share', 'water',
        'electricity', 'penalty', 'one-off')),
      position INTEGER NOT NULL,
      active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    INSERT INTO fee_item (id, name, kind, position) VALUES
      (1, '物业费', 'management', 1), (2, '店面物业费', 'management', 2), (3, '车位管理费', 'parking-management', 3),
      (4, '车位租金', 'parking-rent', 4), (5, '公摊费', 'public-share', 5), (6, '水费', 'water', 6),
      (7, '电费', 'electricity', 7), (8, '违约金', 'penalty', 8);
    INSERT INTO id_block (name, next) VALUES ('fee_item', 9);

    CREATE TABLE tariff (
      id INTEGER PRIMARY KEY,
      item_id INTEGER NOT NULL REFERENCES fee_item (id),
      name TEXT NOT NULL UNIQUE,
      basis TEXT NOT NULL CHECK (basis IN ('area-month', 'fixed-month', 'meter')),
      rounding TEXT NOT NULL CHECK (rounding IN ('fen', 'jiao', 'yuan')),
      rounding_way TEXT NOT NULL CHECK (rounding_way IN ('half-up', 'up', 'down')),
      cycle_months INTEGER NOT NULL CHECK (cycle_months IN (1, 3, 6, 12)),
      due_day INTEGER NOT NULL CHECK (due_day BETWEEN 1 AND 31),
      due_in TEXT NOT NULL CHECK (due_in IN ('first', 'last', 'next')),
      payer TEXT NOT NULL CHECK (payer IN ('owner', 'tenant')),
      source TEXT NOT NULL DEFAULT '',
      active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;

    CREATE TABLE tariff_price (
      id INTEGER PRIMARY KEY,
      tariff_id INTEGER NOT NULL REFERENCES tariff (id),
      from_on TEXT NOT NULL,
      to_on TEXT,
      price_e4 INTEGER NOT NULL CHECK (price_e4 > 0),
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (tariff_id, from_on),
      CHECK (to_on IS NULL OR to_on >= from_on)
    ) STRICT;

    CREATE TABLE unit_tariff (
      id INTEGER PRIMARY KEY,
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      tariff_id INTEGER NOT NULL REFERENCES tariff (id),
      from_on TEXT NOT NULL,
      to_on TEXT,
      ratio_bp INTEGER NOT NULL DEFAULT 10000 CHECK (ratio_bp > 0 AND ratio_bp <= 100000),
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (unit_id, tariff_id, from_on),
      CHECK (to_on IS NULL OR to_on >= from_on)
    ) STRICT;
    CREATE INDEX unit_tariff_tariff ON unit_tariff (tariff_id, unit_id);

    CREATE TABLE vacancy (
      id INTEGER PRIMARY KEY,
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      from_on TEXT NOT NULL,
      to_on TEXT,
      ratio_bp INTEGER NOT NULL CHECK (ratio_bp >= 0 AND ratio_bp < 10000),
      reason TEXT NOT NULL DEFAULT '',
      applied_on TEXT NOT NULL,
      approved_on TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      CHECK (to_on IS NULL OR to_on >= from_on)
    ) STRICT;
    CREATE INDEX vacancy_unit ON vacancy (unit_id, from_on);

    CREATE TABLE approval (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      unit_id INTEGER REFERENCES unit (id),
      amount INTEGER,
      payload TEXT NOT NULL,
      reason TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'rejected', 'withdrawn')),
      asked_at TEXT NOT NULL,
      asked_by INTEGER,
      asked_name TEXT NOT NULL,
      decided_at TEXT,
      decided_by INTEGER,
      decided_name TEXT,
      decision TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX approval_state ON approval (state, kind);

    CREATE TABLE billing_run (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('tariff', 'share', 'meter')),
      item_id INTEGER NOT NULL REFERENCES fee_item (id),
      from_on TEXT NOT NULL,
      to_on TEXT NOT NULL,
      published_on TEXT NOT NULL,
      title TEXT NOT NULL,
      charges INTEGER NOT NULL,
      amount INTEGER NOT NULL,
      at TEXT NOT NULL,
      actor_name TEXT NOT NULL
    ) STRICT;

    CREATE TABLE charge (
      id INTEGER PRIMARY KEY,
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      item_id INTEGER NOT NULL REFERENCES fee_item (id),
      from_on TEXT NOT NULL,
      to_on TEXT NOT NULL,
      due_on TEXT NOT NULL,
      published_on TEXT NOT NULL,
      amount INTEGER NOT NULL CHECK (amount > 0),
      debtor_kind TEXT NOT NULL CHECK (debtor_kind IN ('owner', 'tenant', 'developer')),
      debtor_id INTEGER REFERENCES person (id),
      run_id INTEGER REFERENCES billing_run (id),
      reasoning TEXT,
      replaces_id INTEGER REFERENCES charge (id),
      reversed_on TEXT,
      CHECK (to_on >= from_on AND substr(to_on, 1, 4) = substr(from_on, 1, 4)),
      CHECK (reversed_on IS NULL OR reversed_on >= published_on)
    ) STRICT;
    CREATE UNIQUE INDEX charge_period ON charge (unit_id, item_id, from_on) WHERE reversed_on IS NULL;
    CREATE INDEX charge_account ON charge (unit_id, item_id, due_on);
    CREATE INDEX charge_from ON charge (from_on, item_id, published_on, reversed_on, due_on, unit_id, amount);
    CREATE INDEX charge_run ON charge (run_id) WHERE run_id IS NOT NULL;
    CREATE INDEX charge_debtor ON charge (debtor_id) WHERE debtor_id IS NOT NULL;

    CREATE TABLE discount (
      id INTEGER PRIMARY KEY,
      charge_id INTEGER NOT NULL REFERENCES charge (id),
      kind TEXT NOT NULL CHECK (kind IN ('vacancy', 'prepay-gift', 'relief', 'write-off')),
      on_date TEXT NOT NULL,
      amount INTEGER NOT NULL CHECK (amount > 0),
      approver TEXT NOT NULL DEFAULT '',
      reason TEXT NOT NULL DEFAULT '',
      vacancy_id INTEGER REFERENCES vacancy (id),
      approval_id INTEGER REFERENCES approval (id),
      reversed_on TEXT
    ) STRICT;
    CREATE INDEX discount_charge ON discount (charge_id);
    CREATE INDEX discount_on ON discount (on_date);
    CREATE INDEX discount_reversed ON discount (reversed_on) WHERE reversed_on IS NOT NULL;
    CREATE UNIQUE INDEX discount_vacancy ON discount (vacancy_id, charge_id)
      WHERE vacancy_id IS NOT NULL AND reversed_on IS NULL;

    CREATE TABLE shift (
      id INTEGER PRIMARY KEY,
      cashier_id INTEGER NOT NULL REFERENCES staff (id),
      opened_at TEXT NOT NULL,
      closed_at TEXT,
      expected_cash INTEGER,
      counted_cash INTEGER,
      totals TEXT,
      note TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE UNIQUE INDEX shift_open ON shift (cashier_id) WHERE closed_at IS NULL;

    CREATE TABLE receipt (
      id INTEGER PRIMARY KEY,
      receipt_no TEXT NOT NULL UNIQUE,
      book TEXT,
      year INTEGER,
      number INTEGER,
      on_date TEXT NOT NULL,
      payer TEXT NOT NULL DEFAULT '',
      payer_id INTEGER REFERENCES person (id),
      cashier_id INTEGER REFERENCES staff (id),
      cashier TEXT NOT NULL DEFAULT '',
      tendered INTEGER,
      shift_id INTEGER REFERENCES shift (id),
      request_key TEXT UNIQUE,
      at TEXT NOT NULL,
      note TEXT NOT NULL DEFAULT '',
      prints INTEGER NOT NULL DEFAULT 0,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE UNIQUE INDEX receipt_number ON receipt (book, year, number) WHERE number IS NOT NULL;
    CREATE INDEX receipt_on ON receipt (on_date);
    CREATE INDEX receipt_shift ON receipt (shift_id) WHERE shift_id IS NOT NULL;

    CREATE TABLE payment (
      id INTEGER PRIMARY KEY,
      receipt_id INTEGER NOT NULL REFERENCES receipt (id),
      unit_id INTEGER NOT NULL REFERENCES unit (id),
      item_id INTEGER NOT NULL REFERENCES fee_item (id),
      on_date TEXT NOT NULL,
      amount INTEGER NOT NULL CHECK (amount > 0),
      source TEXT NOT NULL CHECK (source IN ('renewal', 'handover', 'other')),
      method TEXT NOT NULL CHECK (method IN ('cash', 'transfer', 'wechat', 'alipay', 'pos')),
      debtor_id INTEGER REFERENCES person (id),
      reversed_on TEXT,
      CHECK (reversed_on IS NULL OR reversed_on >= on_date)
    ) STRICT;
    CREATE INDEX payment_account ON payment (unit_id, item_id, on_date);
    CREATE INDEX payment_on ON payment (on_date, item_id, unit_id, amount);
    CREATE INDEX payment_receipt ON payment (receipt_id);

    CREATE TABLE payment_choice (
      id INTEGER PRIMARY KEY,
      payment_id INTEGER NOT NULL REFERENCES payment (id),
      charge_id INTEGER NOT NULL REFERENCES charge (id),
      amount INTEGER NOT NULL CHECK (amount > 0),
      UNIQUE (payment_id, charge_id)
    ) STRICT;
    CREATE INDEX payment_choice_charge ON payment_choice (charge_id);

    CREATE TABLE reversal (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('charge', 'discount', 'payment')),
      charge_id INTEGER UNIQUE REFERENCES charge (id),
      discount_id INTEGER UNIQUE REFERENCES discount (id),
      payment_id INTEGER UNIQUE REFERENCES payment (id),
      on_date TEXT NOT NULL,
      amount INTEGER NOT NULL,
      reason TEXT NOT NULL,
      approval_id INTEGER REFERENCES approval (id),
      shift_id INTEGER REFERENCES shift (id),
      actor_name TEXT NOT NULL,
      rebill INTEGER NOT NULL DEFAULT 0 CHECK (rebill IN (0, 1)),
      CHECK ((charge_id IS NOT NULL) + (discount_id IS NOT NULL) + (payment_id IS NOT NULL) = 1)
    ) STRICT;
    CREATE INDEX reversal_on ON reversal (on_date);

    CREATE TABLE refund (
      id INTEGER PRIMARY KEY,
      payment_id INTEGER NOT NULL REFERENCES payment (id),
      on_date TEXT NOT NULL,
      amount INTEGER NOT NULL CHECK (amount > 0),
      method TEXT NOT NULL CHECK (method IN ('cash', 'transfer', 'wechat', 'alipay', 'pos')),
      payee TEXT NOT NULL DEFAULT '',
      reason TEXT NOT NULL,
      approval_id INTEGER REFERENCES approval (id),
      shift_id INTEGER REFERENCES shift (id),
      actor_name TEXT NOT NULL
    ) STRICT;
    CREATE INDEX refund_payment ON refund (payment_id);
    CREATE INDEX refund_on ON refund (on_date);

    CREATE TABLE settlement (
      unit_id INTEGER NOT NULL,
      item_id INTEGER NOT NULL,
      charge_id INTEGER NOT NULL,
      payment_id INTEGER NOT NULL,
      from_on TEXT NOT NULL,
      to_on TEXT NOT NULL,
      amount INTEGER NOT NULL CHECK (amount > 0),
      PRIMARY KEY (unit_id, item_id, charge_id, payment_id, from_on)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE outstanding (
      unit_id INTEGER NOT NULL,
      item_id INTEGER NOT NULL,
      charge_id INTEGER NOT NULL,
      from_on TEXT NOT NULL,
      to_on TEXT NOT NULL,
      amount INTEGER NOT NULL CHECK (amount > 0),
      PRIMARY KEY (unit_id, item_id, charge_id, from_on)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX outstanding_on ON outstanding (to_on, from_on, item_id, amount);

    CREATE TABLE prepaid (
      unit_id INTEGER NOT NULL,
      item_id INTEGER NOT NULL,
      payment_id INTEGER NOT NULL,
      from_on TEXT NOT NULL,
      to_on TEXT NOT NULL,
      amount INTEGER NOT NULL CHECK (amount > 0),
      PRIMARY KEY (unit_id, item_id, payment_id, from_on)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX prepaid_on ON prepaid (to_on, from_on, item_id, amount);
  `,
}
