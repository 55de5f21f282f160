using Microsoft.Extensions.Logging;
using Rollouts.Domain.Access;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Streams;
using Rollouts.Storage;

namespace Rollouts.Engine.Rollouts.Approvers;

/// <summary>How the provider described each person at the last sign-in, each on a stream of its own.</summary>
public sealed class KnownPersons(StreamRunner runner, ILogger logger)
{
    /// <summary>Null for a person who has not signed in since this is recorded.</summary>
    public async Task<Person?> FindAsync(ActorId id, CancellationToken cancellation) =>
        (await runner.LoadAsync(StreamName.OfPerson(id.Issuer, id.Subject), StateCodecs.KnownPerson, cancellation))
            .State!
            .Person;

    /// <summary>
    /// Records the person. A record that cannot be read keeps no person from signing in; what depends on it waits until
    /// it can be read.
    /// </summary>
    public async Task NoteSignInAsync(Person person, Actor by, CancellationToken cancellation)
    {
        if (person.Provider is { } provider)
        {
            await ItemGuard.RunAsync(
                nameof(KnownPersons),
                $"the record of {by.Name}",
                () => NoteAsync(provider, person, by, cancellation),
                logger,
                cancellation
            );
        }
    }

    private async Task NoteAsync(string provider, Person person, Actor by, CancellationToken cancellation)
    {
        var result = await runner.TransactAsync(
            StreamName.OfPerson(provider, person.Subject),
            StateCodecs.KnownPerson,
            (before, now) =>
            {
                var events = before.State!.SignIn(person);
                var after = events.Aggregate(before.State!, (state, one) => state.Evolve(one));
                var because = new EventMetadata(now, by, new Cause("sign-in", null), "they signed in");
                return StreamAppend.Change(before, after, events, because);
            },
            cancellation
        );
        if (result is not CommandResult<KnownPerson>.Accepted)
        {
            throw new ConflictException("known person");
        }
    }
}
