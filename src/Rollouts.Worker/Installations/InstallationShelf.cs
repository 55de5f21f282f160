using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Rollouts.Domain.Installations;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.PlanFiles;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Streams;

namespace Rollouts.Worker.Installations;

/// <summary>
/// What was written over the API of the installation, merged with the administrators' file. What the file says is the
/// file's: nothing that is written over the API changes it.
/// </summary>
public sealed class InstallationShelf(Engine engine, CurrentInstallation current, ILogger<InstallationShelf> logger)
    : IDisposable
{
    private const int LoadedAtOnce = 200;

    private readonly SemaphoreSlim _door = new(1, 1);
    private volatile ImmutableSortedDictionary<string, StoredPart> _parts = ImmutableSortedDictionary.Create<
        string,
        StoredPart
    >(StringComparer.Ordinal);

    /// <summary>As it was when the process was started.</summary>
    internal Installation File { get; } = current.Now;

    internal Installation Now => current.Now;

    /// <summary>What is stored and was not removed, in force or not, in the order of names.</summary>
    public IEnumerable<StoredPart> Parts => _parts.Values.Where(part => part.Content is not null);

    public StoredPart? Find(Part part) =>
        _parts.GetValueOrDefault(part.Stream.Text) is { Content: not null } stored ? stored : null;

    public bool IsInFile(Part part) => part.IsIn(File);

    /// <summary>Takes over what was written since the last look, by whatever process.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        await _door.WaitAsync(cancellation);
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
                var loaded = await engine.Streams.LoadAsync([.. names], cancellation);
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
            _door.Release();
        }
    }

    public void Dispose() => _door.Dispose();

    private async Task<List<StreamName>> ChangedAsync(
        ImmutableSortedDictionary<string, StoredPart> known,
        StreamName before,
        CancellationToken cancellation
    )
    {
        List<StreamName> changed = [];
        await foreach (var head in engine.Streams.HeadsAsync(before, cancellation))
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
            var written = (await StateCodecs.InstallationPart.ReadAsync(engine.Streams, stored, cancellation))!;
            var content = written.Text is { } text ? PartContent.Read(part, text) : null;
            var trouble =
                content is null ? null
                : !content.IsReadable ? Unreadable(content.Problems[0])
                : IsInFile(part) ? "the installation's file has one of this name, which is in force"
                : null;
            return new StoredPart(part, written.Revision, stored.Head, trouble) { Content = content };
        }
        // Another build may write what this one has never heard of; what it does know goes on.
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

    // Not in the reader's own words, which may quote what is shown to nobody.
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
