using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Requests;

/// <summary>The idempotency keys of requests and their answers.</summary>
public sealed class IdempotencyService(IStore store)
{
    /// <summary>A process that has worked on a request for this time has died.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Returns null for a new request, and otherwise its answer.</summary>
    public async Task<UseCaseResult<T>?> ReceiveAsync<T>(IdempotentRequest request, CancellationToken cancellation) =>
        await store.Idempotency.ReceiveAsync(request.Key, request.Digest, LongestRun, cancellation) switch
        {
            Reception.Fresh => null,
            Reception.Answered { Answer: var answer } => new UseCaseResult<T>.AnsweredBefore(answer),
            Reception.Running => new UseCaseResult<T>.Refused(
                new Refusal(
                    "request.running",
                    $"a request with the key '{request.Key.Key}' is being worked on; ask again in a second"
                ),
                MayPass: true
            )
            {
                RetryAfter = Pause,
            },
            Reception.Differs => new UseCaseResult<T>.Refused(
                new Refusal(
                    "request.key-reused",
                    $"the key '{request.Key.Key}' was used for another request; each request needs a key of its own",
                    RefusalKind.Invalid
                )
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Stores an answer that was not committed with the writes of its request.</summary>
    public Task StoreAsync(StoredAnswer answer) => store.Idempotency.AnswerAsync(answer, default);

    /// <summary>Releases the key of a request that may succeed when it is sent again.</summary>
    public Task LeaveAsync(IdempotentRequest request) => store.Idempotency.LeaveAsync(request.Key, default);
}
