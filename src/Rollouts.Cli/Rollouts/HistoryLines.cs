using Rollouts.Domain.Rollouts.Timeline;
using Rollouts.Storage.Serialization;

namespace Rollouts.Cli.Rollouts;

/// <summary>Formats the records of one rollout as lines, in their order.</summary>
internal sealed class HistoryLines(string rollout)
{
    private readonly TimelineWriter _writer = new();
    private bool _isLost;

    /// <summary>A record of a newer server is shown by its name, and so are all records after it.</summary>
    public string Tell(RecordShape record)
    {
        if (!_isLost)
        {
            try
            {
                return _writer.Tell(Recorder.Read(record.Chained(rollout).Entry));
            }
            catch (UnknownEventException)
            {
                _isLost = true;
            }
        }

        return $"{record.At:HH:mm:ss}  {record.Event} ({record.Reason})";
    }
}
