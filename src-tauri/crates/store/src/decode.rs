//! From columns to the types of `domain`, and back where a column needs a form of its own.

use std::{collections::HashMap, hash::Hash};

use domain::{Band, Evidence, Reason, warning::WarningKind};
use rusqlite::{OptionalExtension as _, Params, Row};

use crate::{Connection, Error, Result};

/// Reads a text code.
pub(crate) fn coded<T>(
    row: &Row<'_>,
    column: &'static str,
    from_code: fn(&str) -> Option<T>,
) -> Result<T> {
    let value = row.get_ref(column)?;
    value
        .as_str()
        .ok()
        .and_then(from_code)
        .ok_or(Error::Invalid { column })
}

/// Reads a text code that may be missing.
pub(crate) fn optional_coded<T>(
    row: &Row<'_>,
    column: &'static str,
    from_code: fn(&str) -> Option<T>,
) -> Result<Option<T>> {
    let is_there = row.get_ref(column)? != rusqlite::types::ValueRef::Null;
    is_there.then(|| coded(row, column, from_code)).transpose()
}

/// Reads an id.
pub(crate) fn id<T>(row: &Row<'_>, column: &'static str, new: fn(i32) -> T) -> Result<T> {
    Ok(new(row.get(column)?))
}

/// Reads an id that may be missing.
pub(crate) fn optional_id<T>(
    row: &Row<'_>,
    column: &'static str,
    new: fn(i32) -> T,
) -> Result<Option<T>> {
    Ok(row.get::<_, Option<i32>>(column)?.map(new))
}

/// Reads the columns `band` and `reasons`.
pub(crate) fn evidence(row: &Row<'_>) -> Result<Evidence> {
    Ok(Evidence {
        band: coded(row, "band", Band::from_code)?,
        reasons: reasons(row.get_ref("reasons")?.as_str().ok()),
    })
}

/// Reasons from their column. Codes of a later version are passed over.
pub(crate) fn reasons(text: Option<&str>) -> Vec<Reason> {
    text.unwrap_or_default()
        .split(' ')
        .filter_map(Reason::from_code)
        .collect()
}

/// Kinds of warnings from a column of codes parted by blanks, the gravest first. Codes of a later version are passed over.
pub(crate) fn warnings(text: Option<&str>) -> Vec<WarningKind> {
    let mut kinds: Vec<WarningKind> = text
        .unwrap_or_default()
        .split(' ')
        .filter_map(WarningKind::from_code)
        .collect();
    kinds.sort_unstable();
    kinds
}

/// Reasons for their column: codes parted by blanks.
pub(crate) fn reasons_column(reasons: &[Reason]) -> String {
    let codes: Vec<&str> = reasons.iter().map(|reason| reason.code()).collect();
    codes.join(" ")
}

/// All rows of a query.
pub(crate) fn rows<T>(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    conn.prepare_cached(sql)?
        .query_and_then(params, read)?
        .collect()
}

/// Rows by whom they belong to, in their order.
pub(crate) fn grouped<K: Eq + Hash, T>(rows: Vec<(K, T)>) -> HashMap<K, Vec<T>> {
    let mut grouped: HashMap<K, Vec<T>> = HashMap::new();
    for (key, row) in rows {
        grouped.entry(key).or_default().push(row);
    }
    grouped
}

/// The first row of a query, if there is one.
pub(crate) fn row<T>(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    rows.next()?.map(read).transpose()
}

/// One number or text.
pub(crate) fn value<T: rusqlite::types::FromSql>(
    conn: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<Option<T>> {
    Ok(conn
        .prepare_cached(sql)?
        .query_row(params, |row| row.get(0))
        .optional()?)
}

/// Runs a change and answers how many rows it touched.
pub(crate) fn execute(conn: &Connection, sql: &str, params: impl Params) -> Result<usize> {
    Ok(conn.prepare_cached(sql)?.execute(params)?)
}

/// Runs a change that has to touch a row.
pub(crate) fn execute_on(
    conn: &Connection,
    what: &'static str,
    sql: &str,
    params: impl Params,
) -> Result<()> {
    match execute(conn, sql, params)? {
        0 => Err(Error::NotFound { what }),
        _ => Ok(()),
    }
}

/// The id of the row just inserted.
pub(crate) fn last_id(conn: &Connection) -> Result<i32> {
    // The tables' own CHECK keeps ids in 32 bits.
    i32::try_from(conn.last_insert_rowid()).map_err(|_| Error::Invalid { column: "id" })
}

/// A position or a count for a column.
pub(crate) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
