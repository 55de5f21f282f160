using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Rollouts.Domain.Connections;
using Rollouts.Engine.Streams;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Connections;

/// <summary>
/// The parts that were written over the API, merged with the administrators' file. The API cannot change a part of the
/// file.
/// </summary>
public sealed class InstallationRepository(
    IStreamStore streams,
    CurrentInstallation current,
    ILogger<InstallationRepository> logger
) : IDisposable
{
    private const int LoadedAtOnce = 200;

    private readonly SemaphoreSlim _inbox = new(1, 1);
    private volatile ImmutableSortedDictionary<string, StoredPart> _parts = ImmutableSortedDictionary.Create<
        string,
        StoredPart
    >(StringComparer.Ordinal);

    /// <summary>The file as it was when the process started.</summary>
    internal Installation File { get; } = current.Now;

    internal Installation Now => current.Now;

    /// <summary>The stored parts that were not removed, in force or not, in the order of their names.</summary>
    public IEnumerable<StoredPart> Parts => _parts.Values.Where(part => part.Content is not null);

    public StoredPart? Find(Part part) =>
        _parts.GetValueOrDefault(part.Stream.Text) is { Content: not null } stored ? stored : null;

    public bool IsInFile(Part part) => part.IsIn(File);

    /// <summary>Loads the parts that any process has written since the last refresh.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        await _inbox.WaitAsync(cancellation);
        try
        {
            var known = _parts;
            List<StreamName> changed =
            [
                .. await ChangedAsync(known, StreamName.BeforeConnections, cancellation),
                .. await ChangedAsync(known, StreamName.BeforeSettings, cancellation),
            ];
            if (changed.Count == 0)
            {
                return;
            }

            var parts = known.ToBuilder();
            foreach (var names in changed.Chunk(LoadedAtOnce))
            {
                var loaded = await streams.LoadAsync([.. names], cancellation);
                foreach (var stored in loaded.Streams.OfType<StoredState>())
                {
                    parts[stored.Name.Text] = Told(await ReadAsync(stored, cancellation));
                }
            }

            _parts = parts.ToImmutable();
            current.Swap(Merged());
        }
        finally
        {
            _inbox.Release();
        }
    }

    public void Dispose() => _inbox.Dispose();

    private async Task<List<StreamName>> ChangedAsync(
        ImmutableSortedDictionary<string, StoredPart> known,
        StreamName before,
        CancellationToken cancellation
    )
    {
        List<StreamName> changed = [];
        await foreach (var head in streams.HeadsAsync(before, cancellation))
        {
            if (!head.Stream.StartsWith(before.Text, StringComparison.Ordinal))
            {
                break;
            }

            if (known.GetValueOrDefault(head.Stream)?.Head != head.Hash && Part.In(new StreamName(head.Stream)) != null)
            {
                changed.Add(new StreamName(head.Stream));
            }
        }

        return changed;
    }

    private async Task<StoredPart> ReadAsync(StoredState stored, CancellationToken cancellation)
    {
        var part = Part.In(stored.Name)!;
        try
        {
            var written = (await StateCodecs.InstallationPart.ReadAsync(streams, stored, cancellation))!;
            var content = written.Text is { } text ? PartContent.Read(part, text) : null;
            var trouble =
                content is null ? null
                : !content.IsReadable ? Unreadable(content.Problems[0])
                : IsInFile(part) ? "the installation's file has one of this name, which is in force"
                : null;
            return new StoredPart(part, written.Revision, stored.Head, trouble) { Content = content };
        }
        // A newer build may write parts that this one does not know. The parts that it knows stay in force.
        catch (UnreadableStreamException)
        {
            return new StoredPart(
                part,
                stored.Version,
                stored.Head,
                "it was written by another version, and cannot be read by this build"
            )
            {
                Content = new PartContent(null, null, []),
            };
        }
    }

    // The reader's own message is left out, because it may quote content that must not be shown.
    private static string Unreadable(PlanProblem problem) =>
        $"it cannot be read by this build: {problem.Fault.Code} in line {problem.Place.Line}, at {problem.Fault.At}";

    private StoredPart Told(StoredPart part)
    {
        if (part.Trouble is { } trouble)
        {
            logger.PartLeftOut(part.Part.Title, trouble);
        }
        else
        {
            logger.PartTaken(part.Part.Title, part.Revision, part.Content is null ? "gone" : "in force");
        }

        return part;
    }

    private Installation Merged()
    {
        var used = Parts.Where(part => part.Trouble is null).ToList();
        return File with
        {
            Connections = File.Connections.AddRange(
                used.Select(part => part.Connection)
                    .OfType<Connection>()
                    .Select(connection => KeyValuePair.Create(connection.Name, connection))
            ),
            Environments = File.Environments.AddRange(
                used.Where(part => part.Part is Part.OfEnvironment)
                    .Select(part => KeyValuePair.Create(((Part.OfEnvironment)part.Part).Environment, part.Policy!))
            ),
        };
    }
}
