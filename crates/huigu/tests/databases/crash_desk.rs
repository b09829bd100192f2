//! Somebody works at the desk without end, says after every file what is kept
//! and after every act where the audit's head is, and is killed at a random
//! moment: what was said holds, and the work goes on.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread::sleep;
use std::time::Duration;

use huigu_desk::{
    ApproveYear, BatchNumber, Caller, File, FreeText, Head, Instant, Number, Place, Reading, Stage, WithdrawWithFaults,
    Year, plan_hash,
};
use huigu_facts::{Kind, Row};
use huigu_ingest::{Context, Register};

use crate::ground::{Ground, KEY, books, huigu};
use crate::sight::{PLAN, YEAR, at, desk, products, well};
use huigu_testkit::crash::{Moments, rounds};

/// The argument that makes this program the one at the desk.
pub const CHILD: &str = "work-until-killed";

/// Rows of each file, all of which carry the number of their sending.
const ROWS: usize = 40;

/// The files of sending number `stamp`: each corrects every row of the one before.
fn sending(stamp: u32) -> Vec<(Kind, String)> {
    let rows = |row: &dyn Fn(usize) -> String| (0..ROWS).map(|number| row(number) + "\n").collect::<String>();
    let organisations = rows(&|row| format!("c-{row},{stamp},community"));
    let demands = rows(&|row| format!("d-{row},91330211MA2A0001XG,2021-05-05,{stamp}"));
    let observations = rows(&|row| format!("count-{row},2021,{stamp}"));
    vec![
        (Kind::Organisations, format!("org_id,name,kind\n{organisations}")),
        (Kind::Demands, format!("demand_id,borrower,date,amount\n{demands}")),
        (Kind::Observations, format!("indicator,period,value\n{observations}")),
    ]
}

fn say(what: &str, which: impl std::fmt::Display) {
    let mut out = std::io::stdout();
    writeln!(out, "{what} {which}").and_then(|()| out.flush()).unwrap();
}

/// Sends the files; `kept` is told each batch once it is.
fn send(register: &mut Register<'_>, stamp: u32, kept: &dyn Fn(u32)) -> bool {
    let before = register.batches().unwrap().len() as u32;
    let texts = sending(stamp);
    let file =
        |(kind, text): &(Kind, String)| File { name: format!("{kind}.csv"), kind: *kind, size: text.len() as u64 };
    let files: Vec<File> = texts.iter().map(file).collect();
    let open = |place: usize| Ok(texts[place].1.clone().into_bytes());
    let progress = |stage: Stage<'_>| {
        // Another is begun: those before it are kept.
        if let Stage::Keeping(_, place) = stage
            && place > 0
        {
            kept(before + place as u32);
        }
    };
    let products = products();
    let reading = Reading { files: &files, open: &open, products: &products, good_rows: false, progress: &progress };
    let done = register.import(&reading).unwrap();
    assert_eq!(done.import.faults().count(), 0, "{:?}", done.import.issues);
    let batches: Vec<BatchNumber> = done.files.iter().flatten().filter_map(|file| file.batch).collect();
    batches.iter().for_each(|batch| kept(batch.0));
    !batches.is_empty()
}

/// Imports, withdraws and approves without end.
pub fn child(place: &str) -> ! {
    let clock = || Instant(1_646_064_000_000_000);
    let context = Context { who: "worker", clock: &clock, random: &|| None, person_key: Some(KEY) };
    let place = Place::parse(place);
    let mut register = Register::open(&place, PLAN, false, context).unwrap();
    let (desk, worker) = (desk(&place, plan_hash([])), Caller::operator("worker"));
    loop {
        let stamp = register.batches().unwrap().len() as u32 + 1;
        assert!(send(&mut register, stamp, &|batch| say("batch", batch)));
        say("head", register.head().unwrap().unwrap());
        if stamp.is_multiple_of(2) {
            let last = register.batches().unwrap().len() as u32;
            let last = WithdrawWithFaults { batch: Number::new(last).unwrap() };
            say("batch", desk.run(&worker, last).unwrap().withdrawal.batch);
            say("head", register.head().unwrap().unwrap());
        } else {
            let approve = ApproveYear { year: Year::new(YEAR), note: FreeText::default() };
            say("settlement", desk.run(&worker, approve).unwrap().settlement);
            say("head", register.head().unwrap().unwrap());
        }
    }
}

/// What the worker said before it was killed, some time after its first word.
fn killed(place: &str, after: Duration) -> Vec<String> {
    let program = std::env::current_exe().unwrap();
    let mut worker = Command::new(program).args([CHILD, place]).stdout(Stdio::piped()).spawn().unwrap();
    let (tell, told) = mpsc::channel();
    let mut lines = BufReader::new(worker.stdout.take().unwrap());
    let listener = std::thread::spawn(move || {
        let mut line = String::new();
        // A line that was cut short by the kill was not said.
        while lines.read_line(&mut line).is_ok_and(|read| read > 0) && line.ends_with('\n') {
            if tell.send(line.trim_end().to_owned()).is_err() {
                return;
            }
            line.clear();
        }
    });
    let first = told.recv_timeout(Duration::from_secs(60)).expect("the worker says something within a minute");
    sleep(after);
    worker.kill().unwrap();
    worker.wait().unwrap();
    listener.join().unwrap();
    std::iter::once(first).chain(told.try_iter()).collect()
}

/// All that was said holds; every file is there whole or not at all.
fn look(place: &Place, register: &mut Register<'_>, said: &[String]) -> u64 {
    let last = register.batches().unwrap().len();
    let settlements = register.approved().unwrap().len();
    let mut head: Option<Head> = None;
    for line in said {
        let (what, which) = line.split_once(' ').unwrap();
        match what {
            "batch" => assert!(last >= which.parse().unwrap(), "batch {which} was acknowledged"),
            "settlement" => assert!(settlements >= which.parse().unwrap(), "settlement {which} was acknowledged"),
            _ => head = Some(which.parse().unwrap()),
        }
    }
    let verdict = well(place, head);
    let mut stamps: [Vec<String>; 3] = Default::default();
    let each = &mut |row: &Row<'_>| match row {
        Row::Organisation(row) if row.org_id.starts_with("c-") => stamps[0].push(row.name.to_owned()),
        Row::Demand(row) if row.demand_id.starts_with("d-") => stamps[1].push(row.amount.to_string()),
        Row::Observation(row) if row.indicator.starts_with("count-") => stamps[2].push(row.value.to_string()),
        _ => {}
    };
    register.rows(each).unwrap();
    for stamps in stamps {
        assert!(stamps.is_empty() || stamps.len() == ROWS);
        assert!(stamps.iter().all(|stamp| *stamp == stamps[0]), "whole files only: {stamps:?}");
    }
    verdict.interrupted
}

pub fn what_was_said_holds(ground: &Ground) -> String {
    let place = ground.place();
    huigu(&place, &["import", books().to_str().unwrap()]).expect(0);
    let argument = match &place {
        Place::Folder(folder) => folder.to_str().unwrap().to_owned(),
        Place::Database(url) => url.clone(),
    };
    let mut moments = Moments::new("crash_desk");
    let (mut said, mut interrupted) = (0, 0);
    for round in 0..rounds() {
        // An act takes some milliseconds, a sending a few more.
        let lines = killed(&argument, moments.before(Duration::from_millis(60)));
        said += lines.len();
        ground.at_rest(&place);
        interrupted = at(&place, |register| look(&place, register, &lines)).unwrap();
        if round % 8 == 7 {
            // Sending again completes, whatever was cut off.
            at(&place, |register| {
                let stamp = 1_000_000 + round;
                assert!(send(register, stamp, &|_| ()));
                assert!(!send(register, stamp, &|_| ()), "the same again changes nothing");
                look(&place, register, &[])
            });
        }
    }
    println!("    {said} things said before {} kills, {interrupted} acts interrupted", rounds());
    assert!(said >= rounds() as usize && (rounds() < 20 || interrupted > 0));
    String::new()
}
