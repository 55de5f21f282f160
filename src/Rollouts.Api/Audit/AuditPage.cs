using System.Text.Json;

namespace Rollouts.Api.Audit;

/// <summary>
/// The matching records, and the cursor of the next part. Without a cursor the whole log was searched.
/// </summary>
internal sealed record AuditPage(ValueList<JsonElement> Records, string? Cursor);
