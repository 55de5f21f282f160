using Rollouts.Storage.Driving;

namespace Rollouts.Storage.Coalescing;

/// <summary>
/// Combines requests that arrive at the same time. No request waits for others: the first one starts at once, and
/// requests that arrive while all places are taken share the next free place. So an idle store answers as quickly as
/// before, and a busy one gets few, large requests. Requests of the reserved lane have their own places and are never
/// combined with others.
/// </summary>
internal sealed class RequestCoalescer<TRequest, TAnswer>(
    int places,
    int most,
    Func<TRequest, int> sizeOf,
    Func<IReadOnlyList<TRequest>, Task<IReadOnlyList<TAnswer>>> together
)
    where TRequest : class
{
    /// <summary>Two, so that a request never waits for a transaction that has just begun.</summary>
    private const int ReservedPlaces = 2;

    private readonly Lock _gate = new();
    private readonly Lane _usual = new(places);
    private readonly Lane _reserved = new(ReservedPlaces);

    public Task<TAnswer> AskAsync(TRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiting = new Waiting(request, cancellation);
        var lane = StoreLane.IsReserved ? _reserved : _usual;
        lock (_gate)
        {
            lane.Queue.Enqueue(waiting);
            if (lane.Taken == lane.Places)
            {
                return waiting.Answer.WaitAsync(cancellation);
            }

            lane.Taken++;
        }

        // It continues in the execution context of the request that began it, and so in that request's lane of the
        // store.
        _ = GoAsync(lane);
        return waiting.Answer.WaitAsync(cancellation);
    }

    private async Task GoAsync(Lane lane)
    {
        while (Next(lane) is { Count: > 0 } some)
        {
            await DoAsync(some).ConfigureAwait(false);
        }
    }

    /// <summary>The requests to run next. If none is queued, the place becomes free.</summary>
    private List<Waiting> Next(Lane lane)
    {
        lock (_gate)
        {
            List<Waiting> some = [];
            var size = 0;
            while (lane.Queue.TryPeek(out var first) && (some.Count == 0 || size + sizeOf(first.Request) <= most))
            {
                lane.Queue.Dequeue();
                if (!first.IsGivenUp)
                {
                    some.Add(first);
                    size += sizeOf(first.Request);
                }
            }

            if (some.Count == 0)
            {
                lane.Taken--;
            }

            return some;
        }
    }

    private async Task DoAsync(List<Waiting> some)
    {
        try
        {
            var answers = await together(some.ConvertAll(waiting => waiting.Request)).ConfigureAwait(false);
            for (var i = 0; i < some.Count; i++)
            {
                some[i].Take(answers[i]);
            }
        }
        // An unexpected failure must not fail the other requests: each is tried by itself and gets its own result.
        catch (Exception exception) when (some.Count > 1 && exception is not StoreUnavailableException)
        {
            foreach (var one in some)
            {
                await DoAsync([one]).ConfigureAwait(false);
            }
        }
        // Each caller gets the exception.
        catch (Exception exception)
        {
            some.ForEach(waiting => waiting.Fail(exception));
        }
    }

    private sealed class Lane(int places)
    {
        public int Places => places;

        public int Taken { get; set; }

        public Queue<Waiting> Queue { get; } = [];
    }

    private sealed class Waiting(TRequest request, CancellationToken cancellation)
    {
        // Continuations run on other threads. Otherwise one caller would delay all later ones.
        private readonly TaskCompletionSource<TAnswer> _answer = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );

        public TRequest Request => request;

        public Task<TAnswer> Answer => _answer.Task;

        public bool IsGivenUp => cancellation.IsCancellationRequested;

        public void Take(TAnswer answer) => _answer.TrySetResult(answer);

        public void Fail(Exception exception) => _answer.TrySetException(exception);
    }
}
