namespace Rollouts.Engine.Audit;

/// <summary>What an export writes.</summary>
/// <param name="IsTable">A table of CSV instead of JSON lines.</param>
public sealed record AuditExport(AuditFilter Filter, bool IsTable)
{
    public string ContentType => IsTable ? "text/csv" : "application/jsonl";
}
