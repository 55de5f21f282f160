using Rollouts.Domain.Rollouts;

namespace Rollouts.Worker.Deciding;

/// <summary>When something happened, through whom, because of what, and why.</summary>
internal sealed record Origin(Instant At, Actor By, Cause Cause, string Reason)
{
    public static Origin Of(Happening happening) => new(happening.At, happening.By, happening.Cause, happening.Reason);
}
