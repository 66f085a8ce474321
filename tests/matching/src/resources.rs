//! What some work costs.

use std::time::{Duration, Instant};

/// What some work cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// On the clock.
    pub wall: Duration,
    /// Of all processors together, where the system tells.
    pub cpu: Option<Duration>,
    /// The most memory the process has had so far, in bytes, where the system tells.
    pub peak_memory: Option<u64>,
}

/// Does some work and says what it cost.
pub(crate) fn cost_of<R>(work: impl FnOnce() -> R) -> (R, Cost) {
    let (started, cpu) = (Instant::now(), cpu_time());
    let result = work();
    let cost = Cost {
        wall: started.elapsed(),
        cpu: cpu_time()
            .zip(cpu)
            .map(|(now, before)| now.saturating_sub(before)),
        peak_memory: peak_memory(),
    };
    (result, cost)
}

#[cfg(unix)]
fn cpu_time() -> Option<Duration> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Some(Duration::new(
        u64::try_from(time.tv_sec).ok()?,
        u32::try_from(time.tv_nsec).ok()?,
    ))
}

#[cfg(not(unix))]
fn cpu_time() -> Option<Duration> {
    None
}

/// The most memory the process has had, in bytes.
pub(crate) fn peak_memory() -> Option<u64> {
    status("VmHWM:")
}

/// The memory the process has now, in bytes.
pub(crate) fn memory() -> Option<u64> {
    status("VmRSS:")
}

fn status(line: &str) -> Option<u64> {
    let status = fs_err::read_to_string("/proc/self/status").ok()?;
    let rest = status.lines().find_map(|text| text.strip_prefix(line))?;
    let kilobytes: u64 = rest.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1_024)
}
