//! Exports read by the programs they are made for, and files of other programs read by ours: `tests/consumers` and
//! `tests/producers`. They need a Python with the libraries of those programs, named in `ONRECORD_PYTHON`; `.ci/run` sets one up.

use std::{
    env,
    io::{self, Write},
    path::Path,
    process::Command,
};

/// Runs a check, or says loudly that it does not.
fn check(script: &str) {
    let Ok(python) = env::var("ONRECORD_PYTHON") else {
        // Written past the test harness, which keeps to itself what tests print.
        let line = format!(
            "\n*** NOT CHECKED: {script}; set ONRECORD_PYTHON to a Python with the libraries named in .ci/run ***\n"
        );
        io::stderr().write_all(line.as_bytes()).unwrap();
        return;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(script);
    let output = Command::new(python).arg(script).arg(env!("CARGO_BIN_EXE_onrecord")).output().unwrap();
    let told = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}{}", told(&output.stdout), told(&output.stderr));
}

#[test]
fn exports_are_read_by_the_programs_they_are_made_for() {
    check("tests/consumers/formats.py");
}

#[test]
fn files_of_other_programs_are_read() {
    check("tests/producers/files.py");
}
