using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rollouts.Domain.Access;
using Rollouts.Domain.Chat;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Streams;
using Rollouts.Integrations.Chat;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Chat;

/// <summary>
/// Which persons the accounts of chat systems are, each on a stream of its own. A link is looked up at each press and
/// remembered nowhere, so that an account that was unlinked decides nothing from that moment on.
/// </summary>
public sealed class ChatLinks(StreamRunner runner, IStreamStore streams, ILogger<ChatLinks> logger)
{
    private static readonly Cause Because = new("chat", null);

    public async Task<ChatLink> FindAsync(ChatUser user, CancellationToken cancellation) =>
        (await runner.LoadAsync(NameOf(user), StateCodecs.ChatLink, cancellation)).State!;

    /// <summary>Links an account to a person. The person's list names it before it counts.</summary>
    public async Task LinkAsync(
        ChatUser user,
        Person person,
        Instant signedInAt,
        Domain.Actor by,
        CancellationToken cancellation
    )
    {
        var reason = $"{by.Name} linked account {user.Id} of workspace {user.Workspace}";
        await ListAsync(person, list => list.Add(NameIn(user)), by, reason, cancellation);
        await ChangeAsync(NameOf(user), _ => ChatLink.Link(person, signedInAt), by, reason, cancellation);
    }

    public async Task UnlinkAsync(ChatUser user, Domain.Actor by, string reason, CancellationToken cancellation)
    {
        var person = (await FindAsync(user, cancellation)).Person;
        await ChangeAsync(NameOf(user), link => link.Unlink(), by, reason, cancellation);
        if (person is not null)
        {
            await ListAsync(person, list => list.Remove(NameIn(user)), by, reason, cancellation);
        }
    }

    /// <summary>All accounts that are linked, with their persons.</summary>
    /// <exception cref="UnreadableStreamException">A link was written by another build.</exception>
    public async Task<IReadOnlyList<(ChatUser User, ChatLink Link)>> AllAsync(CancellationToken cancellation)
    {
        List<(ChatUser, ChatLink)> links = [];
        await foreach (var user in UsersAsync(cancellation))
        {
            if (await FindAsync(user, cancellation) is { Person: not null } link)
            {
                links.Add((user, link));
            }
        }

        return links;
    }

    /// <summary>
    /// A person signed in: the groups of each account that is linked to the person are those of now. For a person
    /// without accounts it is one read. An account that cannot be read decides nothing, so it keeps no person from
    /// signing in.
    /// </summary>
    public async Task NoteSignInAsync(Person person, Instant at, Domain.Actor by, CancellationToken cancellation)
    {
        ValueList<string> accounts = [];
        await ItemGuard.RunAsync(
            nameof(ChatLinks),
            $"the accounts of {by.Name}",
            async () =>
                accounts = (await runner.LoadAsync(ListOf(person), StateCodecs.ChatPerson, cancellation))
                    .State!
                    .Accounts,
            logger,
            cancellation
        );
        foreach (var account in accounts)
        {
            if (account.Split('/') is [var workspace, var id])
            {
                await ItemGuard.RunAsync(
                    nameof(ChatLinks),
                    $"the sign-in of account {id} of workspace {workspace}",
                    () =>
                        ChangeAsync(
                            NameOf(new ChatUser(workspace, id)),
                            now => now.SignIn(person, at),
                            by,
                            "the linked person signed in",
                            cancellation
                        ),
                    logger,
                    cancellation
                );
            }
        }
    }

    private async IAsyncEnumerable<ChatUser> UsersAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var prefix = StreamName.BeforeChatLinks.Text;
        await foreach (var head in StreamsUnder.HeadsAsync(streams, prefix, after: null, cancellation))
        {
            if (head.Stream.Split('/') is [_, var workspace, var id])
            {
                yield return new ChatUser(workspace, id);
            }
        }
    }

    private async Task ListAsync(
        Person person,
        Func<ChatPerson, ValueList<ChatPersonEvent>> decide,
        Domain.Actor by,
        string reason,
        CancellationToken cancellation
    )
    {
        var result = await runner.TransactAsync(
            ListOf(person),
            StateCodecs.ChatPerson,
            (before, now) =>
            {
                var events = decide(before.State!);
                var after = events.Aggregate(before.State!, (state, one) => state.Evolve(one));
                return StreamAppend.Change(before, after, events, new EventMetadata(now, by, Because, reason));
            },
            cancellation
        );
        if (result is not CommandResult<ChatPerson>.Accepted)
        {
            throw new ConflictException("chat person");
        }
    }

    private async Task ChangeAsync(
        StreamName stream,
        Func<ChatLink, ValueList<ChatLinkEvent>> decide,
        Domain.Actor by,
        string reason,
        CancellationToken cancellation
    )
    {
        var result = await runner.TransactAsync(
            stream,
            StateCodecs.ChatLink,
            (before, now) =>
            {
                var events = decide(before.State!);
                var after = events.Aggregate(before.State!, (state, one) => state.Evolve(one));
                return StreamAppend.Change(before, after, events, new EventMetadata(now, by, Because, reason));
            },
            cancellation
        );
        if (result is not CommandResult<ChatLink>.Accepted)
        {
            throw new ConflictException("chat link");
        }
    }

    private static string NameIn(ChatUser user) => $"{user.Workspace}/{user.Id}";

    private static StreamName ListOf(Person person) => StreamName.OfChatPerson(person.Provider, person.Subject);

    private static StreamName NameOf(ChatUser user) => StreamName.OfChatLink(user.Workspace, user.Id);
}
