//! A sign of life on the error stream while something takes longer than a
//! second, and only where that stream is a terminal.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Nothing is drawn before this has passed.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often what is drawn is drawn anew.
const BEAT: Duration = Duration::from_millis(120);

/// How far a piece of work has come; whoever works tells it.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    total: AtomicU64,
    message: Mutex<String>,
}

impl Progress {
    /// Names what is being done.
    pub fn says(&self, message: String) {
        if let Ok(mut kept) = self.message.lock() {
            *kept = message;
        }
    }

    /// Sets how much there is to do in all; zero: not known.
    pub fn of(&self, total: u64) {
        self.total.store(total, Ordering::Relaxed);
    }

    /// Sets how much of it is done.
    pub fn at(&self, done: u64) {
        self.done.store(done, Ordering::Relaxed);
    }

    fn draw(&self, bar: &ProgressBar) {
        let total = self.total.load(Ordering::Relaxed);
        let style = if total > 0 { "{bar:30} {percent:>3}%  {msg}" } else { "{spinner} {msg}" };
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        if let Ok(message) = self.message.lock() {
            bar.set_message(message.clone());
        }
        bar.set_length(total.max(1));
        bar.set_position(self.done.load(Ordering::Relaxed).min(total));
        bar.tick();
    }
}

/// Does `work`, showing its progress if `visible` and it takes long.
pub fn during<T>(visible: bool, work: impl FnOnce(&Progress) -> T) -> T {
    let progress = Progress::default();
    if !visible {
        return work(&progress);
    }
    let (working, done) = mpsc::channel::<()>();
    thread::scope(|scope| {
        let progress = &progress;
        scope.spawn(move || show(progress, &done));
        let result = work(progress);
        drop(working);
        result
    })
}

fn show(progress: &Progress, done: &mpsc::Receiver<()>) {
    if done.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
        return;
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    while done.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
        progress.draw(&bar);
    }
    bar.finish_and_clear();
}
