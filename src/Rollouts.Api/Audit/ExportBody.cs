using Rollouts.Engine.Audit;

namespace Rollouts.Api.Audit;

/// <summary>The records to export; each filter that is left out selects all.</summary>
/// <param name="Format">jsonl or csv.</param>
internal sealed record ExportBody(
    string? Stream = null,
    string? Event = null,
    string? By = null,
    string? Text = null,
    string? Since = null,
    string? Until = null,
    string Format = "jsonl"
)
{
    public AuditExport Export() =>
        new(AuditFilters.Of(Stream, Event, By, Text, Since, Until), AuditEndpoints.IsTable(Format));
}
