import type { Migration } from '../migrate.ts'

/**
 * Stores. A document and its lines are never changed; what went wrong is reversed by a linked document. A line says what
 * moved (quantities in hundredths, what comes in above zero) and where its value comes from: its own amount (a receipt),
 * another line (`of_line_id`: a return, a reversal), or the moving average of its day. Only an opening that nothing has
 * followed may be imported anew. `stock_balance` is derived: the
 * value of each line and what was there after it, in the order of days.
 */
export const stores: Migration = {
  id: 220,
  name: 'stores',
  sql: `
    CREATE TABLE stock_item (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      spelling TEXT NOT NULL DEFAULT '',
      specification TEXT NOT NULL DEFAULT '',
      unit_name TEXT NOT NULL DEFAULT '',
      bin TEXT NOT NULL DEFAULT '',
      category TEXT NOT NULL DEFAULT '',
      minimum INTEGER CHECK (minimum >= 0),
      archived_on TEXT,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;

    CREATE TABLE stock_count (
      id INTEGER PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      on_date TEXT NOT NULL,
      category TEXT NOT NULL DEFAULT '',
      state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'booked', 'cancelled')),
      counted_by INTEGER REFERENCES staff (id),
      counter TEXT NOT NULL DEFAULT '',
      cancel_reason TEXT,
      request_key TEXT UNIQUE,
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;

    CREATE TABLE stock_count_line (
      id INTEGER PRIMARY KEY,
      count_id INTEGER NOT NULL REFERENCES stock_count (id),
      item_id INTEGER NOT NULL REFERENCES stock_item (id),
      counted INTEGER CHECK (counted >= 0),
      book INTEGER,
      note TEXT NOT NULL DEFAULT '',
      version INTEGER NOT NULL DEFAULT 1,
      UNIQUE (count_id, item_id)
    ) STRICT;
    CREATE INDEX stock_count_line_item ON stock_count_line (item_id);

    CREATE TABLE stock_document (
      id INTEGER PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('opening', 'receipt', 'issue', 'return', 'count', 'scrap')),
      on_date TEXT NOT NULL,
      supplier TEXT NOT NULL DEFAULT '',
      job_id INTEGER REFERENCES job (id),
      recipient TEXT NOT NULL DEFAULT '',
      purpose TEXT NOT NULL DEFAULT '',
      note TEXT NOT NULL DEFAULT '',
      return_of_id INTEGER REFERENCES stock_document (id),
      reverses_id INTEGER UNIQUE REFERENCES stock_document (id),
      count_id INTEGER REFERENCES stock_count (id),
      approval_id INTEGER REFERENCES approval (id),
      at TEXT NOT NULL,
      actor_id INTEGER REFERENCES staff (id),
      actor_name TEXT NOT NULL,
      request_key TEXT UNIQUE,
      CHECK (kind <> 'return' OR return_of_id IS NOT NULL)
    ) STRICT;
    CREATE INDEX stock_document_day ON stock_document (on_date, id);
    CREATE INDEX stock_document_kind ON stock_document (kind, on_date, id);
    CREATE INDEX stock_document_job ON stock_document (job_id) WHERE job_id IS NOT NULL;
    CREATE INDEX stock_document_return ON stock_document (return_of_id) WHERE return_of_id IS NOT NULL;
    CREATE INDEX stock_document_count ON stock_document (count_id) WHERE count_id IS NOT NULL;

    CREATE TABLE stock_line (
      id INTEGER PRIMARY KEY,
      document_id INTEGER NOT NULL REFERENCES stock_document (id),
      item_id INTEGER NOT NULL REFERENCES stock_item (id),
      on_date TEXT NOT NULL,
      side TEXT NOT NULL CHECK (side IN ('in', 'out')),
      quantity INTEGER NOT NULL CHECK (quantity <> 0),
      price INTEGER CHECK (price >= 0),
      amount INTEGER CHECK (amount >= 0),
      of_line_id INTEGER REFERENCES stock_line (id),
      version INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX stock_line_document ON stock_line (document_id, item_id);
    CREATE INDEX stock_line_item ON stock_line (item_id, on_date, id);
    CREATE INDEX stock_line_of ON stock_line (of_line_id) WHERE of_line_id IS NOT NULL;

    CREATE TABLE stock_balance (
      line_id INTEGER PRIMARY KEY,
      item_id INTEGER NOT NULL,
      on_date TEXT NOT NULL,
      kind TEXT NOT NULL,
      side TEXT NOT NULL,
      quantity INTEGER NOT NULL,
      value INTEGER NOT NULL,
      balance_quantity INTEGER NOT NULL CHECK (balance_quantity >= 0),
      balance_value INTEGER NOT NULL CHECK (balance_value >= 0)
    ) STRICT;
    CREATE INDEX stock_balance_item ON stock_balance (
      item_id, on_date, line_id, side, quantity, value, balance_quantity, balance_value
    );
    CREATE INDEX stock_balance_day ON stock_balance (on_date, line_id);
    CREATE INDEX stock_balance_kind ON stock_balance (kind, on_date, line_id);
  `,
}
