using System.Collections.Concurrent;

namespace Rollouts.EndToEnd.Tests.Relays;

/// <summary>
/// Every change of weights that any worker has sent, in the order in which HAProxy got them. What is stored is looked
/// up right before each is handed on, so that nothing is taken for decided that was only about to be.
/// </summary>
/// <param name="lookUp">How far each stream is stored; null where the store cannot be asked.</param>
internal sealed class RelayBook(Func<Task<IReadOnlyDictionary<string, int>?>> lookUp)
{
    private readonly ConcurrentQueue<RouterWrite> _writes = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();
    private readonly ConcurrentDictionary<(string Shop, string Server), int> _weights = new();

    public IReadOnlyCollection<RouterWrite> Writes => _writes;

    /// <summary>
    /// Comes before each change is handed on, which waits for it; true where it is held up as it would be by a sender
    /// that froze.
    /// </summary>
    public Func<SentLine, Task<bool>> Before { get; set; } = Nothing;

    public static Task<bool> Nothing(SentLine line) => Task.FromResult(false);

    public async Task<byte[]> PassAsync(SentLine line, Func<Task<byte[]>> handOn)
    {
        var moment = await MomentAsync();
        var isLate = await Before(line);
        var turn = _turns.GetOrAdd(line.Shop, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync();
        try
        {
            // What was decided when it was sent is what a late one is held against: HAProxy cannot know more either.
            moment = isLate ? moment : await MomentAsync();
            var answer = await handOn();
            var from = ShareOf(line.Shop);
            ValueList<Weight> shares = [.. line.Commands.Select(command => Apply(line.Shop, command))];
            _writes.Enqueue(new RouterWrite(line, moment.At, from, shares, moment.Known, isLate));
            return answer;
        }
        finally
        {
            turn.Release();
        }
    }

    private Weight Apply(string shop, (string Server, int Weight) command)
    {
        _weights[(shop, command.Server)] = command.Weight;
        return ShareOf(shop);
    }

    // As they are in HAProxy's configuration until somebody changes them.
    private Weight ShareOf(string shop)
    {
        var (old, young) = (_weights.GetValueOrDefault((shop, "v1"), 100), _weights.GetValueOrDefault((shop, "v2"), 0));
        return old + young == 0 ? Weight.Zero : Weight.Share(young, old + young);
    }

    private async Task<(Instant At, IReadOnlyDictionary<string, int>? Known)> MomentAsync()
    {
        var known = await lookUp();
        return (Instant.From(TimeProvider.System.GetUtcNow()), known);
    }
}
