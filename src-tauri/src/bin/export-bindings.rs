//! Writes `ui/src/ipc/bindings.ts` and `docs/errors.md`, or with `--check` says
//! which of them is stale. Run by `cargo xtask codegen`.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use halyard::ipc;

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    match generate(check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            // With nowhere to write to, the exit code has to say it.
            let _ = writeln!(std::io::stderr(), "{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn generate(check: bool) -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (file, text) in ipc::generated_files()? {
        let path = root.join(file);
        if check {
            let found = fs_err::read_to_string(&path)
                .unwrap_or_default()
                .replace("\r\n", "\n");
            if found != text {
                return Err(format!("{file} is stale: run `cargo xtask codegen`."));
            }
        } else {
            fs_err::write(&path, text).map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}
