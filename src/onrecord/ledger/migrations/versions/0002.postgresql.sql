CREATE TABLE ties (
	number BIGINT NOT NULL,
	kind TEXT,
	first TEXT NOT NULL,
	second TEXT NOT NULL,
	reason TEXT,
	undoes BIGINT,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	entry BIGINT NOT NULL,
	CONSTRAINT pk_ties PRIMARY KEY (number),
	CONSTRAINT fk_ties_undoes FOREIGN KEY(undoes) REFERENCES ties (number) DEFERRABLE INITIALLY IMMEDIATE,
	CONSTRAINT fk_ties_entry FOREIGN KEY(entry) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX ix_ties_entry ON ties (entry);

CREATE INDEX ix_ties_first ON ties (first);

CREATE INDEX ix_ties_second ON ties (second);

CREATE TABLE replies (
	number BIGINT NOT NULL,
	request BIGINT NOT NULL,
	received TEXT NOT NULL,
	note TEXT,
	report BIGINT,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	entry BIGINT NOT NULL,
	CONSTRAINT pk_replies PRIMARY KEY (number),
	CONSTRAINT fk_replies_request FOREIGN KEY(request) REFERENCES requests (number) DEFERRABLE INITIALLY IMMEDIATE,
	CONSTRAINT fk_replies_entry FOREIGN KEY(entry) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX ix_replies_entry ON replies (entry);

CREATE INDEX ix_replies_request ON replies (request);

DROP INDEX report_text;

ALTER TABLE texts ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple', left(text, 200000))) STORED;

CREATE INDEX report_text ON texts USING gin (words);

