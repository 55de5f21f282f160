using System.Collections.Concurrent;

namespace Rollouts.Api.Limits;

/// <summary>The costly work of each caller: one item of a kind at a time.</summary>
internal sealed class CallerTurns
{
    private readonly ConcurrentDictionary<(string Caller, string Kind), bool> _underWay = new();

    public bool TryTake((string Caller, string Kind) turn) => _underWay.TryAdd(turn, true);

    public void GiveBack((string Caller, string Kind) turn) => _underWay.TryRemove(turn, out _);
}
