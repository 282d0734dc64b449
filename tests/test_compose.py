"""docker-compose.yml is for users who have Docker; here it is held against its schema and against what it promises."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

COMPOSE = Path(__file__).parent.parent / "docker-compose.yml"


@pytest.fixture(scope="module")
def service() -> dict[str, object]:
    return yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]["neo4j"]


def test_it_is_valid_against_the_compose_schema():
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_ports_are_open_to_this_machine_only(service):
    assert [port.rsplit(":", 1)[0] for port in service["ports"]] == ["127.0.0.1:7474", "127.0.0.1:7687"]


def test_a_missing_password_is_refused_and_none_is_shipped(service):
    assert service["environment"]["NEO4J_AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")


def test_load_csv_is_closed(service):
    environment = service["environment"]
    assert environment["NEO4J_dbms_security_allow__csv__import__from__file__urls"] == "false"
    assert environment["NEO4J_internal_dbms_cypher__ip__blocklist"] == "0.0.0.0/0,::/0"


def test_data_and_logs_outlive_the_container(service):
    volumes = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["volumes"]
    assert {mount.split(":")[0] for mount in service["volumes"]} == set(volumes)
