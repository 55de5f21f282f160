using System.Collections.Concurrent;

namespace Rollouts.EndToEnd.Tests.Relays;

/// <summary>
/// Every change of weights that any worker has sent, in the order in which HAProxy got them. What is stored is looked
/// up right before each is handed on, so that nothing is taken for decided that was only about to be.
/// </summary>
/// <param name="lookUp">How far each stream is stored; null where the store cannot be asked.</param>
internal sealed class RelayBook(Func<Task<IReadOnlyDictionary<string, int>?>> lookUp)
{
    /// <summary>More than the lease of a rollout.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(8);

    private readonly ConcurrentQueue<RouterWrite> _writes = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();
    private readonly ConcurrentDictionary<(string Shop, string Server), int> _weights = new();

    public IReadOnlyCollection<RouterWrite> Writes => _writes;

    /// <summary>Comes before each change is handed on; whatever it waits for, the change waits for.</summary>
    public Func<SentLine, Task> Before { get; set; } = _ => Task.CompletedTask;

    public async Task<byte[]> PassAsync(SentLine line, Func<Task<byte[]>> handOn)
    {
        var sent = TimeProvider.System.GetTimestamp();
        await Before(line);
        var isLate = TimeProvider.System.GetElapsedTime(sent) > Late;
        var turn = _turns.GetOrAdd(line.Shop, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync();
        try
        {
            var known = await lookUp();
            var at = Instant.From(TimeProvider.System.GetUtcNow());
            var answer = await handOn();
            _writes.Enqueue(new RouterWrite(line, at, [.. line.Commands.Select(Apply)], known, isLate));
            return answer;

            Weight Apply((string Server, int Weight) command)
            {
                _weights[(line.Shop, command.Server)] = command.Weight;
                var (old, young) = (
                    _weights.GetValueOrDefault((line.Shop, "v1"), 100),
                    _weights.GetValueOrDefault((line.Shop, "v2"), 0)
                );
                return old + young == 0 ? Weight.Zero : Weight.Share(young, old + young);
            }
        }
        finally
        {
            turn.Release();
        }
    }
}
