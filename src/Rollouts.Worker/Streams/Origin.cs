using Rollouts.Domain.Rollouts;

namespace Rollouts.Worker.Streams;

/// <summary>When an event happened, through which actor, because of which cause, and for what reason.</summary>
public sealed record Origin(Instant At, Actor By, Cause Cause, string Reason)
{
    public static Origin Of(Happening happening) => new(happening.At, happening.By, happening.Cause, happening.Reason);
}
