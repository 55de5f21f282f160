namespace Rollouts.Cli.Audit;

/// <summary>Selects records of the log; null selects all.</summary>
internal sealed record AuditSelection(
    string? Stream,
    string? Event,
    string? By,
    string? Text,
    string? Since,
    string? Until
)
{
    public string Query =>
        string.Concat(
            new (string Name, string? Value)[]
            {
                ("stream", Stream),
                ("event", Event),
                ("by", By),
                ("text", Text),
                ("since", Since),
                ("until", Until),
            }
                .Where(part => part.Value is not null)
                .Select(part => $"&{part.Name}={Uri.EscapeDataString(part.Value!)}")
        );
}
