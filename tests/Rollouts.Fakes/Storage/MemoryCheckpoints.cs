using Rollouts.Domain.Audit;
using Rollouts.Storage.Checkpoints;

namespace Rollouts.Fakes.Storage;

internal sealed class MemoryCheckpoints(MemoryTables tables) : ICheckpointRepository
{
    private const string Door = "Checkpoints";

    public Task SaveAsync(Checkpoint checkpoint, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(SaveAsync),
            () =>
            {
                tables.Checkpoints.Add(checkpoint);
                return checkpoint;
            },
            cancellation
        );

    public Task<Checkpoint?> NewestAsync(Instant? before, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(NewestAsync),
            () =>
                tables
                    .Checkpoints.Where(checkpoint => before is not { } moment || checkpoint.At < moment)
                    .MaxBy(checkpoint => checkpoint.At),
            cancellation
        );

    public Task<int> ForgetAsync(Instant before, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(ForgetAsync),
            () =>
            {
                var newest = tables.Checkpoints.MaxBy(checkpoint => checkpoint.At);
                return tables.Checkpoints.RemoveAll(checkpoint => checkpoint.At < before && checkpoint != newest);
            },
            cancellation
        );
}
