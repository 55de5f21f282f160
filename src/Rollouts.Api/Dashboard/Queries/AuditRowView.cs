namespace Rollouts.Api.Dashboard.Queries;

public sealed record AuditRowView(
    string Stream,
    int Version,
    Instant At,
    string Event,
    string By,
    string Reason,
    string Hash
);
