-- V1: three tables of a package registry (crates.io, MIT or Apache-2.0), with what they need.
CREATE TABLE users (id serial PRIMARY KEY, gh_login varchar NOT NULL);
CREATE TABLE crates (
    id serial CONSTRAINT packages_pkey PRIMARY KEY,
    name varchar NOT NULL CONSTRAINT packages_name_key UNIQUE
);
CREATE TABLE crate_owners (
    crate_id integer NOT NULL CONSTRAINT fk_crate_owners_crate_id REFERENCES crates ON DELETE CASCADE,
    owner_id integer NOT NULL,
    owner_kind integer NOT NULL,
    created_at timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
    created_by integer CONSTRAINT fk_crate_owners_created_by REFERENCES users,
    deleted boolean DEFAULT false NOT NULL,
    updated_at timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (crate_id, owner_id, owner_kind)
);
COMMENT ON COLUMN crate_owners.owner_id IS 'A user or a team, by `owner_kind`.';
CREATE UNIQUE INDEX crate_owners_not_deleted ON crate_owners (crate_id, owner_id, owner_kind) WHERE NOT deleted;
CREATE TABLE versions (
    id serial PRIMARY KEY,
    crate_id integer NOT NULL CONSTRAINT fk_versions_crate_id REFERENCES crates ON DELETE CASCADE,
    num varchar NOT NULL,
    features jsonb DEFAULT '{}'::jsonb NOT NULL,
    authors text[] DEFAULT '{}' NOT NULL,
    checksum bytea NOT NULL,
    yanked boolean DEFAULT false NOT NULL,
    tar_sha256 bytea,
    created_at timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
    checksum_length numeric(12, 0) GENERATED ALWAYS AS (octet_length(checksum)) STORED,
    CONSTRAINT unique_num UNIQUE (crate_id, num)
);
ALTER TABLE versions ADD CONSTRAINT versions_tar_sha256_len CHECK (octet_length(tar_sha256) = 32) NOT VALID;
ALTER TABLE versions ADD CONSTRAINT versions_num_max_length CHECK (length(num) <= 255) NOT VALID;
CREATE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW IS DISTINCT FROM OLD AND NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at THEN
        NEW.updated_at := CURRENT_TIMESTAMP;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER trigger_versions_set_updated_at BEFORE UPDATE OF yanked ON versions
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER trigger_crate_owners_set_updated_at BEFORE UPDATE ON crate_owners
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TABLE default_versions (
    crate_id integer PRIMARY KEY REFERENCES crates ON DELETE CASCADE,
    version_id integer NOT NULL UNIQUE REFERENCES versions ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE default_versions IS E'The version that a page shows.\n\nOne for each package.';
