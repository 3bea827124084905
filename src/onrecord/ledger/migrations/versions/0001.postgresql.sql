CREATE TABLE entries (
	seq BIGINT NOT NULL,
	at TEXT NOT NULL,
	who TEXT NOT NULL,
	action TEXT NOT NULL,
	subject TEXT NOT NULL,
	digest BYTEA NOT NULL,
	previous BYTEA NOT NULL,
	hash BYTEA NOT NULL,
	CONSTRAINT pk_entries PRIMARY KEY (seq)
);

CREATE TABLE erasing (
	entry BIGINT NOT NULL,
	CONSTRAINT pk_erasing PRIMARY KEY (entry)
);

CREATE TABLE persons (
	number BIGINT NOT NULL,
	key TEXT NOT NULL,
	name TEXT NOT NULL,
	label TEXT NOT NULL,
	CONSTRAINT pk_persons PRIMARY KEY (number),
	CONSTRAINT uq_persons_key UNIQUE (key)
);

CREATE TABLE texts (
	number BIGINT NOT NULL,
	digest BYTEA NOT NULL,
	text TEXT NOT NULL,
	CONSTRAINT pk_texts PRIMARY KEY (number),
	CONSTRAINT uq_texts_digest UNIQUE (digest)
);

CREATE TABLE assessments (
	number BIGINT NOT NULL,
	finding TEXT NOT NULL,
	dimension TEXT NOT NULL,
	value TEXT,
	by TEXT,
	standard TEXT,
	reason TEXT,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	entry BIGINT NOT NULL,
	CONSTRAINT pk_assessments PRIMARY KEY (number),
	CONSTRAINT fk_assessments_entry FOREIGN KEY(entry) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX ix_assessments_entry ON assessments (entry);

CREATE INDEX ix_assessments_finding ON assessments (finding);

CREATE TABLE decisions (
	number BIGINT NOT NULL,
	finding TEXT NOT NULL,
	verdict TEXT NOT NULL,
	field TEXT,
	value TEXT,
	reason TEXT,
	basis TEXT,
	undoes BIGINT,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	entry BIGINT NOT NULL,
	CONSTRAINT pk_decisions PRIMARY KEY (number),
	CONSTRAINT fk_decisions_undoes FOREIGN KEY(undoes) REFERENCES decisions (number) DEFERRABLE INITIALLY IMMEDIATE,
	CONSTRAINT fk_decisions_entry FOREIGN KEY(entry) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX ix_decisions_entry ON decisions (entry);

CREATE INDEX ix_decisions_finding ON decisions (finding);

CREATE INDEX ix_decisions_verdict ON decisions (verdict);

CREATE TABLE failures (
	number BIGINT NOT NULL,
	id TEXT NOT NULL,
	source TEXT NOT NULL,
	code TEXT NOT NULL,
	message TEXT NOT NULL,
	at TEXT NOT NULL,
	entry BIGINT NOT NULL,
	CONSTRAINT pk_failures PRIMARY KEY (number),
	CONSTRAINT fk_failures_entry FOREIGN KEY(entry) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX ix_failures_entry ON failures (entry);

CREATE INDEX ix_failures_id ON failures (id);

CREATE TABLE guards (
	number BIGINT NOT NULL,
	person BIGINT NOT NULL,
	key TEXT NOT NULL,
	part TEXT NOT NULL,
	rest TEXT NOT NULL,
	CONSTRAINT pk_guards PRIMARY KEY (number),
	CONSTRAINT fk_guards_person FOREIGN KEY(person) REFERENCES persons (number)
);

CREATE INDEX ix_guards_key ON guards (key);

CREATE INDEX ix_guards_person ON guards (person);

CREATE TABLE heads (
	number BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	hash BYTEA NOT NULL,
	kind TEXT NOT NULL,
	authority TEXT NOT NULL,
	proof BYTEA NOT NULL,
	at TEXT NOT NULL,
	CONSTRAINT pk_heads PRIMARY KEY (number),
	CONSTRAINT fk_heads_seq FOREIGN KEY(seq) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE meta (
	key TEXT NOT NULL,
	value TEXT NOT NULL,
	entry BIGINT NOT NULL,
	CONSTRAINT pk_meta PRIMARY KEY (key),
	CONSTRAINT fk_meta_entry FOREIGN KEY(entry) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX ix_meta_entry ON meta (entry);

CREATE TABLE originals (
	sha256 BYTEA NOT NULL,
	sha1 BYTEA NOT NULL,
	md5 BYTEA NOT NULL,
	size BIGINT NOT NULL,
	media_type TEXT NOT NULL,
	entry BIGINT NOT NULL,
	CONSTRAINT pk_originals PRIMARY KEY (sha256),
	CONSTRAINT fk_originals_entry FOREIGN KEY(entry) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX ix_originals_entry ON originals (entry);

CREATE TABLE protections (
	number BIGINT NOT NULL,
	person TEXT NOT NULL,
	role TEXT NOT NULL,
	aliases TEXT NOT NULL,
	phrases TEXT NOT NULL,
	reason TEXT,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	entry BIGINT NOT NULL,
	CONSTRAINT pk_protections PRIMARY KEY (number),
	CONSTRAINT fk_protections_entry FOREIGN KEY(entry) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX ix_protections_entry ON protections (entry);

CREATE INDEX ix_protections_person ON protections (person);

CREATE TABLE requests (
	number BIGINT NOT NULL,
	whom TEXT NOT NULL,
	channel TEXT NOT NULL,
	sent TEXT NOT NULL,
	deadline TEXT,
	note TEXT,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	entry BIGINT NOT NULL,
	CONSTRAINT pk_requests PRIMARY KEY (number),
	CONSTRAINT fk_requests_entry FOREIGN KEY(entry) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX ix_requests_entry ON requests (entry);

CREATE TABLE reveals (
	number BIGINT NOT NULL,
	person TEXT NOT NULL,
	reason TEXT NOT NULL,
	ends BIGINT NOT NULL,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	entry BIGINT NOT NULL,
	CONSTRAINT pk_reveals PRIMARY KEY (number),
	CONSTRAINT fk_reveals_entry FOREIGN KEY(entry) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX ix_reveals_entry ON reveals (entry);

CREATE INDEX ix_reveals_person ON reveals (person);

CREATE TABLE salts (
	entry BIGINT NOT NULL,
	salt BYTEA NOT NULL,
	CONSTRAINT pk_salts PRIMARY KEY (entry),
	CONSTRAINT fk_salts_entry FOREIGN KEY(entry) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE tombstones (
	number BIGINT NOT NULL,
	erased BIGINT NOT NULL,
	what TEXT NOT NULL,
	which BIGINT,
	reason TEXT,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	entry BIGINT NOT NULL,
	CONSTRAINT pk_tombstones PRIMARY KEY (number),
	CONSTRAINT fk_tombstones_erased FOREIGN KEY(erased) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE,
	CONSTRAINT fk_tombstones_entry FOREIGN KEY(entry) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX ix_tombstones_entry ON tombstones (entry);

CREATE INDEX ix_tombstones_erased ON tombstones (erased);

CREATE TABLE withdrawals (
	number BIGINT NOT NULL,
	subject TEXT NOT NULL,
	reason TEXT NOT NULL,
	undoes BIGINT,
	who TEXT NOT NULL,
	at TEXT NOT NULL,
	entry BIGINT NOT NULL,
	CONSTRAINT pk_withdrawals PRIMARY KEY (number),
	CONSTRAINT fk_withdrawals_undoes FOREIGN KEY(undoes) REFERENCES withdrawals (number) DEFERRABLE INITIALLY IMMEDIATE,
	CONSTRAINT fk_withdrawals_entry FOREIGN KEY(entry) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX ix_withdrawals_entry ON withdrawals (entry);

CREATE INDEX ix_withdrawals_subject ON withdrawals (subject);

CREATE TABLE reports (
	number BIGINT NOT NULL,
	id TEXT NOT NULL,
	source TEXT NOT NULL,
	sha256 BYTEA NOT NULL,
	locator TEXT NOT NULL,
	text_digest BYTEA NOT NULL,
	media_type TEXT NOT NULL,
	language TEXT,
	publisher TEXT,
	title TEXT,
	byline TEXT,
	published TEXT,
	url TEXT,
	access TEXT NOT NULL,
	consent TEXT,
	previous BIGINT,
	same_text BIGINT,
	entry BIGINT NOT NULL,
	CONSTRAINT pk_reports PRIMARY KEY (number),
	CONSTRAINT uq_reports_sha256_locator_text_digest UNIQUE (sha256, locator, text_digest),
	CONSTRAINT fk_reports_sha256 FOREIGN KEY(sha256) REFERENCES originals (sha256) DEFERRABLE INITIALLY IMMEDIATE,
	CONSTRAINT fk_reports_text_digest FOREIGN KEY(text_digest) REFERENCES texts (digest) DEFERRABLE INITIALLY IMMEDIATE,
	CONSTRAINT fk_reports_entry FOREIGN KEY(entry) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX ix_reports_entry ON reports (entry);

CREATE INDEX ix_reports_id ON reports (id);

CREATE INDEX ix_reports_published ON reports (published);

CREATE INDEX ix_reports_publisher ON reports (publisher);

CREATE INDEX ix_reports_text_digest ON reports (text_digest);

CREATE TABLE acquisitions (
	number BIGINT NOT NULL,
	report BIGINT,
	failure BIGINT,
	sha256 BYTEA NOT NULL,
	source TEXT NOT NULL,
	url TEXT,
	how TEXT NOT NULL,
	headers TEXT,
	obtained TEXT NOT NULL,
	who TEXT NOT NULL,
	entry BIGINT NOT NULL,
	CONSTRAINT pk_acquisitions PRIMARY KEY (number),
	CONSTRAINT fk_acquisitions_report FOREIGN KEY(report) REFERENCES reports (number) DEFERRABLE INITIALLY IMMEDIATE,
	CONSTRAINT fk_acquisitions_failure FOREIGN KEY(failure) REFERENCES failures (number) DEFERRABLE INITIALLY IMMEDIATE,
	CONSTRAINT fk_acquisitions_sha256 FOREIGN KEY(sha256) REFERENCES originals (sha256) DEFERRABLE INITIALLY IMMEDIATE,
	CONSTRAINT fk_acquisitions_entry FOREIGN KEY(entry) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX ix_acquisitions_entry ON acquisitions (entry);

CREATE INDEX ix_acquisitions_report ON acquisitions (report);

CREATE INDEX ix_acquisitions_url ON acquisitions (url);

CREATE TABLE appearances (
	person BIGINT NOT NULL,
	report BIGINT NOT NULL,
	role TEXT NOT NULL,
	CONSTRAINT pk_appearances PRIMARY KEY (person, report, role),
	CONSTRAINT fk_appearances_person FOREIGN KEY(person) REFERENCES persons (number),
	CONSTRAINT fk_appearances_report FOREIGN KEY(report) REFERENCES reports (number)
);

CREATE INDEX ix_appearances_report ON appearances (report);

CREATE TABLE readings (
	number BIGINT NOT NULL,
	report BIGINT NOT NULL,
	reader TEXT NOT NULL,
	digest BYTEA NOT NULL,
	body BYTEA NOT NULL,
	at TEXT NOT NULL,
	entry BIGINT NOT NULL,
	CONSTRAINT pk_readings PRIMARY KEY (number),
	CONSTRAINT fk_readings_report FOREIGN KEY(report) REFERENCES reports (number) DEFERRABLE INITIALLY IMMEDIATE,
	CONSTRAINT fk_readings_entry FOREIGN KEY(entry) REFERENCES entries (seq) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX ix_readings_entry ON readings (entry);

CREATE INDEX ix_readings_report ON readings (report);

CREATE TABLE findings (
	number BIGINT NOT NULL,
	id TEXT NOT NULL,
	reading BIGINT NOT NULL,
	report BIGINT NOT NULL,
	kind TEXT NOT NULL,
	local TEXT NOT NULL,
	act TEXT,
	status TEXT,
	score DOUBLE PRECISION,
	start BIGINT NOT NULL,
	"end" BIGINT NOT NULL,
	extent_start BIGINT NOT NULL,
	extent_end BIGINT NOT NULL,
	quotation TEXT NOT NULL,
	CONSTRAINT pk_findings PRIMARY KEY (number),
	CONSTRAINT fk_findings_reading FOREIGN KEY(reading) REFERENCES readings (number) DEFERRABLE INITIALLY IMMEDIATE,
	CONSTRAINT fk_findings_report FOREIGN KEY(report) REFERENCES reports (number) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX ix_findings_id ON findings (id);

CREATE INDEX ix_findings_kind_act_number ON findings (kind, act, number);

CREATE INDEX ix_findings_reading ON findings (reading);

CREATE INDEX ix_findings_report ON findings (report);

CREATE TABLE actors (
	finding BIGINT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	CONSTRAINT pk_actors PRIMARY KEY (finding),
	CONSTRAINT fk_actors_finding FOREIGN KEY(finding) REFERENCES findings (number) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX ix_actors_name ON actors (name);

CREATE INDEX report_text ON texts USING gin (to_tsvector('simple', left(text, 200000)));

CREATE INDEX finding_text ON findings USING gin (to_tsvector('simple', left(quotation, 200000)));

CREATE INDEX actor_text ON actors USING gin (to_tsvector('simple', left(name, 200000)));

CREATE INDEX title_text ON reports USING gin (to_tsvector('simple', left(title, 200000)));

