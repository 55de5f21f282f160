using System.Text.Json;

namespace Rollouts.Api.Audit;

/// <summary>Records that were found, and where to go on; without a cursor all of the log was looked through.</summary>
internal sealed record AuditPage(ValueList<JsonElement> Records, string? Cursor);
