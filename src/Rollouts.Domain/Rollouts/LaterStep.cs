using System.Globalization;

namespace Rollouts.Domain.Rollouts;

/// <summary>A step that is still to come, in one wave or in all.</summary>
/// <param name="Wave">Null for all waves.</param>
public readonly record struct LaterStep(int? Wave, int Step)
{
    private const string AllWaves = "all";

    /// <summary>Whether the step is entered at this position.</summary>
    public bool Includes(Position position) => Step == position.Step && (Wave is not { } wave || wave == position.Wave);

    /// <summary>Whether there is a position that both include.</summary>
    public bool Overlaps(LaterStep other) =>
        Step == other.Step && (Wave is not { } wave || other.Wave is not { } another || wave == another);

    /// <summary>Null if the text names no step. It begins as a position does: <c>0.3</c>, or <c>all.3</c>.</summary>
    public static LaterStep? Parse(string text) =>
        text.Split('.') is [var wave, var step]
        && Number(step) is { } at
        && (wave == AllWaves || Number(wave) is not null)
            ? new LaterStep(wave == AllWaves ? null : Number(wave), at)
            : null;

    public override string ToString() => $"{(Wave is { } wave ? $"{wave}" : AllWaves)}.{Step}";

    private static int? Number(string text) =>
        text.Length <= 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
