using Rollouts.Storage.Idempotency;

namespace Rollouts.Fakes.Storage;

internal sealed class MemoryIdempotency(MemoryTables tables) : IIdempotencyRepository
{
    private const string Door = "Idempotency";

    public Task<Reception> ReceiveAsync(
        RequestKey request,
        string digest,
        TimeSpan patience,
        CancellationToken cancellation
    ) => tables.Run(Door, nameof(ReceiveAsync), () => Receive(request, digest, patience), cancellation);

    public Task AnswerAsync(StoredAnswer answer, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(AnswerAsync),
            () => tables.Requests.TryGetValue(answer.Request, out var request) ? request.Answer ??= answer : null,
            cancellation
        );

    public Task LeaveAsync(RequestKey request, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(LeaveAsync),
            () =>
                tables.Requests.TryGetValue(request, out var found)
                && found.Answer is null
                && tables.Requests.Remove(request),
            cancellation
        );

    public Task<int> ForgetAsync(Instant before, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(ForgetAsync),
            () => Forget(before, caller => !IsOf(caller, SeenCallers.ForMonths) && !IsOf(caller, SeenCallers.ForEver)),
            cancellation
        );

    public Task<int> ForgetSeenAsync(Instant before, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(ForgetSeenAsync),
            () => Forget(before, caller => IsOf(caller, SeenCallers.ForMonths)),
            cancellation
        );

    private static bool IsOf(string caller, string prefix) => caller.StartsWith(prefix, StringComparison.Ordinal);

    private int Forget(Instant before, Func<string, bool> isMeant) =>
        tables
            .Requests.Where(request => request.Value.ReceivedAt < before && isMeant(request.Key.Caller))
            .ToList()
            .Count(request => tables.Requests.Remove(request.Key));

    private Reception Receive(RequestKey key, string digest, TimeSpan patience)
    {
        var now = tables.Now();
        if (!tables.Requests.TryGetValue(key, out var request))
        {
            tables.Requests.Add(key, new MemoryRequest { Digest = digest, ReceivedAt = now });
            return new Reception.Fresh();
        }

        if (request.Digest != digest)
        {
            return new Reception.Differs();
        }

        if (request.Answer is { } answer)
        {
            return new Reception.Answered(answer);
        }

        if (request.ReceivedAt + patience > now)
        {
            return new Reception.Running();
        }

        request.ReceivedAt = now;
        return new Reception.Fresh();
    }
}
