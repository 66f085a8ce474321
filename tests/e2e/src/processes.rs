//! The processes that belong to a running program, read from `/proc`.

use anyhow::{Context as _, Result};

/// A process in the program's group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// Its number.
    pub id: u32,
    /// Its file's name, without the folder.
    pub name: String,
    /// Its command line, as every other process of the user can read it.
    pub arguments: Vec<String>,
}

impl Process {
    /// Its share of the memory in bytes: pages of its own, and of shared ones the fair part (PSS).
    ///
    /// # Errors
    /// When it has ended.
    pub fn proportional_memory(&self) -> Result<u64> {
        let rollup = fs_err::read_to_string(format!("/proc/{}/smaps_rollup", self.id))?;
        let kibibytes: u64 = rollup
            .lines()
            .find_map(|line| line.strip_prefix("Pss:"))
            .context("a line Pss")?
            .trim()
            .trim_end_matches(" kB")
            .parse()?;
        Ok(kibibytes * 1024)
    }

    /// How many files, sockets and pipes it holds open.
    ///
    /// # Errors
    /// When it has ended.
    pub fn open_files(&self) -> Result<usize> {
        Ok(fs_err::read_dir(format!("/proc/{}/fd", self.id))?.count())
    }

    /// How many threads it has.
    ///
    /// # Errors
    /// When it has ended.
    pub fn threads(&self) -> Result<usize> {
        Ok(fs_err::read_dir(format!("/proc/{}/task", self.id))?.count())
    }

    /// Whether it is over, its connections included. That it has no command line any more comes earlier, and so does the
    /// end of its first thread: while others end, its name on the session bus can still be taken, and a program started
    /// then would think that it is the second one.
    pub fn has_ended(&self) -> bool {
        let is_living = field_of_stat(self.id, 3).is_some_and(|state| state != "Z" && state != "X");
        let threads =
            fs_err::read_dir(format!("/proc/{}/task", self.id)).map_or(0, Iterator::count);
        !is_living && threads <= 1
    }

    /// When it started, in milliseconds after the system did. The kernel counts in hundredths of a second.
    ///
    /// # Errors
    /// When it has ended.
    pub fn started_after_boot_ms(&self) -> Result<u64> {
        let hundredths: u64 = field_of_stat(self.id, 22)
            .context("the start time")?
            .parse()?;
        Ok(hundredths * 10)
    }
}

/// All living processes of a process group.
pub(crate) fn of_group(group: u32) -> Result<Vec<Process>> {
    let wanted = group.to_string();
    let mut found = Vec::new();
    for entry in fs_err::read_dir("/proc")? {
        let Some(id) = entry?
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok())
        else {
            continue;
        };
        // One that ends while we read is not there; a zombie (no command line) is not living.
        if field_of_stat(id, 5).as_deref() != Some(&*wanted) {
            continue;
        }
        let Ok(line) = fs_err::read(format!("/proc/{id}/cmdline")) else {
            continue;
        };
        let arguments: Vec<String> = line
            .split(|byte| *byte == 0)
            .filter(|part| !part.is_empty())
            .map(|part| String::from_utf8_lossy(part).into_owned())
            .collect();
        let Some(program) = arguments.first() else {
            continue;
        };
        let name = program.rsplit('/').next().unwrap_or(program).to_owned();
        found.push(Process {
            id,
            name,
            arguments,
        });
    }
    Ok(found)
}

/// A field of `/proc/<id>/stat`, counted from one as in the manual. Only those behind the name, which may hold blanks.
fn field_of_stat(id: u32, number: usize) -> Option<String> {
    let stat = fs_err::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, behind_name) = stat.rsplit_once(')')?;
    let field = behind_name.split_whitespace().nth(number.checked_sub(3)?)?;
    Some(field.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{field_of_stat, of_group};

    #[test]
    fn finds_this_very_process() {
        let me = std::process::id();
        let group = field_of_stat(me, 5).unwrap().parse().unwrap();
        let processes = of_group(group).unwrap();
        let found = processes.iter().find(|process| process.id == me).unwrap();
        assert!(found.proportional_memory().unwrap() > 100_000);
        assert!(found.started_after_boot_ms().unwrap() > 0);
        assert!(found.open_files().unwrap() > 2);
        assert!(found.threads().unwrap() > 0);
        assert!(!found.has_ended());
    }
}
