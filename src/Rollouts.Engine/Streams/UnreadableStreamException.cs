using Rollouts.Storage;

namespace Rollouts.Engine.Streams;

/// <summary>
/// A stream holds a record that this build cannot read, so its state is unknown. The operation fails: an unknown state
/// is never the same as an absent one.
/// </summary>
public sealed class UnreadableStreamException(StreamName stream, int version, string record, Exception inner)
    : Exception(
        $"Stream '{stream}' cannot be read by this build: record {version} ({record}) was written by another build. "
            + "Run a build that knows this record.",
        inner
    )
{
    public StreamName Stream => stream;
}
