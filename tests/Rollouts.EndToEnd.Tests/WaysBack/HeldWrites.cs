using System.Collections.Concurrent;
using Rollouts.EndToEnd.Tests.Relays;

namespace Rollouts.EndToEnd.Tests.WaysBack;

/// <summary>
/// Holds up the first write of some shops, which is what a worker looks like from outside that froze right before
/// it sent: it is handed on when nobody reckons with it any more.
/// </summary>
internal sealed class HeldWrites
{
    private readonly ConcurrentDictionary<string, Held> _held = new();

    public HeldWrites(RelayBook book, params IEnumerable<string> shops)
    {
        foreach (var shop in shops)
        {
            _held[shop] = new Held();
        }

        book.Before = async line =>
        {
            var isHeld =
                _held.TryGetValue(line.Shop, out var held)
                && held.Arrived.TrySetResult(TimeProvider.System.GetTimestamp());
            if (isHeld)
            {
                await held!.HandedOn.Task;
            }

            return isHeld;
        };
    }

    /// <summary>When it arrived.</summary>
    public Task<long> ArrivedAsync(string shop) => _held[shop].Arrived.Task;

    public bool IsHandedOn(string shop) => _held[shop].HandedOn.Task.IsCompleted;

    public void HandOn(string shop) => _held[shop].HandedOn.SetResult();

    private sealed class Held
    {
        public TaskCompletionSource<long> Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource HandedOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
