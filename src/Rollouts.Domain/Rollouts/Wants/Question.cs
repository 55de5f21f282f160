using Rollouts.Domain.Analysis;

namespace Rollouts.Domain.Rollouts.Wants;

/// <summary>One check that is to be asked, with what its judge must know to answer for now and not for then.</summary>
public sealed record Question
{
    public required CheckName Check { get; init; }

    public TargetName? Target { get; init; }

    /// <summary>The evidence it goes on gathering.</summary>
    public required int Generation { get; init; }

    /// <summary>Healthy evidence begins anew with each.</summary>
    public required int Epoch { get; init; }

    /// <summary>Who has traffic where it is asked.</summary>
    public required Split Split { get; init; }

    /// <summary>How many requests the candidate must have served since the last shift, to be called healthy.</summary>
    public long LeastRequests { get; init; } = Shift.UsualRequests;

    /// <summary>The excess of bad requests that must be ruled out; null asks for no proof.</summary>
    public double? Margin { get; init; }

    /// <summary>From when on a comparison is to be made; null while it is too early.</summary>
    public Instant? ConcludesFrom { get; init; }

    /// <summary>The shift of which a judge is told that sees this epoch for the first time.</summary>
    public Shift ShiftAt(Instant at) => new(at, Split, LeastRequests, Margin);
}
