"""The Java virtual machine of the embedded engine: started once a process, silent, and fast to start.

Half of its start is loading and linking classes. What one process has loaded can be recorded and mapped by later ones
(JEP 483); `kg.warming` has it recorded. A record that is missing or of another engine is ignored by the JVM.
"""

from __future__ import annotations

import atexit
import hashlib
import os
from pathlib import Path

import jpype
from arcadedb_embedded import jvm as bundled

_QUERY_MILLISECONDS = 120_000
_OPTIONS = (
    "-XX:TieredStopAtLevel=1",  # the process is short: the second compiler never pays
    "-XX:+UseSerialGC",
    "-XX:+UseCompactObjectHeaders",
    "-Xmx1g",
    "-Xlog:disable",
    "-XX:-UsePerfData",
    f"-XX:ErrorFile={os.devnull}",
    "-Dfile.encoding=UTF8",
    "-Djava.awt.headless=true",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
    "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    f"-Djava.util.logging.config.file={Path(__file__).with_name('quiet.properties')}",
    "-Darcadedb.polyglotEngineEnabled=false",  # scripting that Cypher does not need, and that warns on stderr
    "-Darcadedb.opencypher.loadCsv.allowFileUrls=false",  # a query could read any file of the machine
    "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",
    f"-Darcadedb.command.timeout={_QUERY_MILLISECONDS}",
)


def start(classes: Path | None = None, *, record: Path | None = None) -> None:
    """Start the JVM, unless it runs already.

    `classes` is a record of loaded classes to map; `record` asks to write one when the process ends.
    """
    if jpype.isJVMStarted():
        return
    options = list(_OPTIONS)
    if record:
        options.append(f"-XX:AOTCacheOutput={record}")
    elif classes and classes.exists():
        options.append(f"-XX:AOTCache={classes}")
    # Not bundled.start_jvm(): it adds an incubator module, which makes the JVM print a warning on every start.
    jpype.startJVM(bundled.get_bundled_jre_lib_path(), *options, classpath=_jars(), interrupt=False)
    atexit.register(_close_all)


def classes_file(home: Path) -> Path:
    """Where the record of loaded classes of this engine with these options is kept."""
    of_what = hashlib.sha256("\n".join([*_OPTIONS, *_jars()]).encode()).hexdigest()[:16]
    return home / "cache" / f"{of_what}.aot"


def _jars() -> list[str]:
    return sorted(str(jar) for jar in Path(bundled.get_jar_path()).glob("*.jar"))


def _close_all() -> None:
    """Close what is still open, since an open database would keep the process from ending."""
    for database in list(jpype.JClass("com.arcadedb.database.DatabaseFactory").getActiveDatabaseInstances()):
        if database.isOpen():
            database.close()
