using System.CommandLine;

namespace Rollouts.Cli.Audit;

/// <summary>The options that select records of the log.</summary>
internal sealed class AuditOptions
{
    private readonly Option<string?> _stream = new("--stream")
    {
        Description = "How the stream's name begins, as in rollout/ or plan/prod/checkout.",
    };

    private readonly Option<string?> _event = new("--event")
    {
        Description = "How the event's name begins, as in rollout.paused.",
    };

    private readonly Option<string?> _by = new("--by")
    {
        Description = "The identity of the actor, as 'rollouts whoami' shows it.",
    };

    private readonly Option<string?> _text = new("--text") { Description = "A part of the reason." };

    private readonly Option<string?> _since = new("--since")
    {
        Description = "From when on, as in 2027-01-31T00:00:00Z.",
    };

    private readonly Option<string?> _until = new("--until") { Description = "Until when." };

    public IEnumerable<Symbol> Symbols => [_stream, _event, _by, _text, _since, _until];

    public AuditSelection Read(ParseResult parsed) =>
        new(
            parsed.GetValue(_stream),
            parsed.GetValue(_event),
            parsed.GetValue(_by),
            parsed.GetValue(_text),
            parsed.GetValue(_since),
            parsed.GetValue(_until)
        );
}
