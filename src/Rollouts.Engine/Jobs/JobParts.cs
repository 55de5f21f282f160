using Rollouts.Storage.Jobs;

namespace Rollouts.Engine.Jobs;

/// <summary>Stores what is written to it in parts. A write of an attempt that is not current is refused.</summary>
internal sealed class JobParts(IJobRuns runs, JobAttempt attempt, CancellationToken cancellation) : Stream
{
    /// <summary>A row of a quarter of a megabyte is moved at once and delays no other write.</summary>
    private const int PartBytes = 256 * 1024;

    /// <summary>256 MiB compressed, which are some millions of records.</summary>
    private const int MostParts = 1024;

    private readonly byte[] _part = new byte[PartBytes];
    private int _filled;
    private int _number;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        while (!buffer.IsEmpty)
        {
            var count = Math.Min(buffer.Length, PartBytes - _filled);
            buffer[..count].CopyTo(_part.AsMemory(_filled));
            buffer = buffer[count..];
            _filled += count;
            if (_filled == PartBytes)
            {
                await StoreAsync();
            }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask DisposeAsync()
    {
        if (_filled > 0)
        {
            await StoreAsync();
        }

        await base.DisposeAsync();
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
        // The parts are stored when they are full, and at the end.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A result is written asynchronously.");

    private async Task StoreAsync()
    {
        if (_number == MostParts)
        {
            throw new JobRefusedException(
                $"The result is larger than {(long)MostParts * PartBytes / (1024 * 1024)} MiB. Request a smaller part."
            );
        }

        var part = _part[.._filled];
        _filled = 0;
        if (!await runs.WritePartAsync(attempt, _number++, part, cancellation))
        {
            throw new JobLostException();
        }
    }
}
