using Rollouts.Domain.Installations;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Deciding;

namespace Rollouts.Worker.Installations;

/// <summary>Where administrators write and remove connections and environments while everything runs.</summary>
internal sealed class InstallationDesk(Engine engine, IStore store, InstallationShelf shelf)
{
    private const int MostTries = 5;

    /// <summary>Each is read at every start, and looked at every two seconds.</summary>
    private const int Most = 1000;

    private readonly LiveUses _uses = new(engine, store);

    /// <param name="madeFrom">The revision that it was made from; null for one that is to be new.</param>
    public Task<PartChange> WriteAsync(
        Part part,
        string text,
        int? madeFrom,
        Origin origin,
        CancellationToken cancellation
    )
    {
        if (shelf.IsInFile(part))
        {
            return Task.FromResult(InFile(part));
        }

        var content = PartContent.Read(part, text);
        return content.IsReadable
            ? ChangeAsync(part, content, text, madeFrom, origin, cancellation)
            : Task.FromResult<PartChange>(new PartChange.Unreadable(content.Problems));
    }

    /// <param name="madeFrom">The revision that is to be removed.</param>
    public async Task<PartChange> RemoveAsync(Part part, int madeFrom, Origin origin, CancellationToken cancellation)
    {
        await shelf.RefreshAsync(cancellation);

        // One that the file has come to hold too may still be tidied away here: what is in force is the file's.
        return shelf.IsInFile(part) && shelf.Find(part) is null
            ? InFile(part)
            : await ChangeAsync(part, content: null, text: null, madeFrom, origin, cancellation);
    }

    private async Task<PartChange> ChangeAsync(
        Part part,
        PartContent? content,
        string? text,
        int? madeFrom,
        Origin origin,
        CancellationToken cancellation
    )
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            await shelf.RefreshAsync(cancellation);
            var loaded = await engine.Streams.LoadAsync([part.Stream], cancellation);
            engine.Clock.Saw(loaded.Now);
            var before = await BeforeAsync(loaded.Streams[0], cancellation);
            if (before is null)
            {
                return new PartChange.Refused(
                    "installation.other-version",
                    $"{part.Title} was written by another version, and cannot be changed by this one"
                );
            }

            var isThere = before.Text is not null;
            if (madeFrom is { } revision ? !isThere || revision != before.Revision : isThere)
            {
                return text is null && !isThere
                    ? new PartChange.Unknown()
                    : new PartChange.Stale(isThere ? before.Revision : 0);
            }

            var happened = text is null ? before.Remove() : before.Write(text);
            if (happened.IsEmpty)
            {
                return new PartChange.Kept(before.Revision, IsNew: false);
            }

            if (await RefusalAsync(part, content, cancellation) is { } refused)
            {
                return refused;
            }

            var after = happened.Aggregate(before, (state, one) => state.Evolve(one));
            var writes = CompanionWrites.Write(
                part.Stream,
                loaded.Streams[0]?.Version ?? 0,
                after,
                happened.Select(one => ((object)one, origin with { At = engine.Clock.Now }))
            );
            var outcomes = await engine.Streams.CommitAsync(
                [new Commit { Writes = writes.ToValueList() }],
                cancellation
            );
            if (outcomes[0] == CommitOutcome.Written)
            {
                await shelf.RefreshAsync(cancellation);
                return new PartChange.Kept(after.Revision, IsNew: !isThere);
            }
        }

        return new PartChange.Refused("installation.outrun", "others were quicker, each time; ask again");
    }

    /// <summary>Null where another build has written what this one cannot read.</summary>
    private async Task<WrittenPart?> BeforeAsync(StoredState? stored, CancellationToken cancellation)
    {
        try
        {
            return await shelf.WrittenAsync(stored, cancellation);
        }
        catch (UnknownEventException)
        {
            return null;
        }
    }

    private async Task<PartChange?> RefusalAsync(Part part, PartContent? content, CancellationToken cancellation)
    {
        if (shelf.Find(part) is not { } stored)
        {
            return shelf.Parts.Count() < Most
                ? null
                : new PartChange.Refused(
                    "installation.too-many",
                    $"{Most} connections and environments were written over the API, and no more fit; remove some, "
                        + "or write them in the installation's file"
                );
        }

        if (shelf.IsInFile(part) || content?.Policy is not null)
        {
            return null;
        }

        var users = await _uses.OfAsync(stored, content?.Connection, shelf.Now, cancellation);
        return users.IsEmpty ? null : InUse(part, users, isRemoval: content is null);
    }

    private static PartChange InUse(Part part, ValueList<RolloutId> users, bool isRemoval)
    {
        var names = string.Join(", ", users) + (users.Count == LiveUses.Most ? " and maybe more" : "");
        var instead = isRemoval
            ? "remove it when they have ended"
            : "until they have ended it keeps its kind, the routes they name and whom it serves";
        return new PartChange.Refused(
            "installation.in-use",
            $"rollouts that are under way rely on {part.Title}: {names}; {instead}"
        );
    }

    private static PartChange InFile(Part part) =>
        new PartChange.Refused(
            "installation.in-file",
            $"{part.Title} stands in the installation's file; change it there, and start again"
        );
}
