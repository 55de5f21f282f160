using System.Globalization;
using System.Text;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Engine.Checks;

/// <summary>
/// The number of times that a gate was asked at a position. It is stored as the evidence of its question.
/// </summary>
internal sealed record GateTries(string Position, int Count)
{
    /// <summary>Reads the stored number; zero if it belongs to an earlier gate.</summary>
    public static GateTries Of(ReadOnlyMemory<byte> evidence, Position position)
    {
        var none = new GateTries(position.ToString(), Count: 0);
        return
            Encoding.UTF8.GetString(evidence.Span).Split(' ') is [var at, var count]
            && at == none.Position
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
            ? none with
            {
                Count = known,
            }
            : none;
    }

    public GateTries Again() => this with { Count = Count + 1 };

    public ReadOnlyMemory<byte> Pack() => Encoding.UTF8.GetBytes($"{Position} {Count}");
}
