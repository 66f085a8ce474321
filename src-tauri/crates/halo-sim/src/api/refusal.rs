//! The bodies Halo refuses with. One error at a time, in one of several shapes.

use serde_json::json;

use crate::server::Reply;

/// 400 with a plain JSON string: how most business rules speak.
pub(crate) fn sentence(text: impl Into<String>) -> Reply {
    Reply::json(400, json!(text.into()))
}

/// 400 with the model state: the body could not be read into Halo's types.
pub(crate) fn model_state(place: &str, text: &str) -> Reply {
    Reply::json(400, json!({ place: [text] }))
}

/// 400 with a .NET exception object.
pub(crate) fn exception(text: &str) -> Reply {
    Reply::json(
        400,
        json!({"ClassName": "System.Exception", "Message": text, "Data": null, "InnerException": null, "HelpURL": null}),
    )
}

/// 400 for an id that points nowhere.
pub(crate) fn foreign_key(table: &str, column: &str) -> Reply {
    exception(&format!(
        "A database error occurred (547) The INSERT or UPDATE statement conflicted with the FOREIGN KEY constraint. \
         Table \"dbo.{table}\", column '{column}'."
    ))
}
