using Microsoft.Extensions.Logging;
using Rollouts.Domain.Access;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Access;
using Rollouts.Engine.Loops;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.SignIn;

namespace Rollouts.Engine.Rollouts.Approvers;

/// <summary>
/// Reads the roles and groups of the persons whose approvals are to complete a step. Groups are those of the last
/// sign-in, and roles those of the file of the administrators as it is now.
/// </summary>
public sealed class ApproverReader(KnownPersons persons, CurrentInstallation installation, ILogger logger)
    : IObservationSource
{
    public async Task<IReadOnlyList<Input>> ObserveAsync(Rollout state, CancellationToken cancellation)
    {
        if (ApproverQuestion.Of(state) is not { } question)
        {
            return [];
        }

        var settings = SignInSettings.Of(installation.Now);
        List<ApproverStanding> standings = [];
        foreach (var person in question.Persons)
        {
            // The look at a rollout does not wait for a record that cannot be read. No step is completed until it can:
            // an approval ahead does not take effect, and the command that would complete the step is refused.
            await ItemGuard.RunAsync(
                "approvers",
                person.Id.ToString(),
                async () => standings.Add(await ReadAsync(settings, person, state.Spec.Plan, cancellation)),
                logger,
                cancellation
            );
        }

        return [new Observation.ApproversRead(question.Position, standings.ToValueList())];
    }

    private async Task<ApproverStanding> ReadAsync(
        SignInSettings? settings,
        Actor person,
        Plan plan,
        CancellationToken cancellation
    )
    {
        // Without a provider there are only the owner and the users of the operating system. With one, neither counts.
        if (settings is null)
        {
            return new ApproverStanding(
                person.Id,
                person.Groups,
                person.Id.IsOfThisMachine,
                person.Id.IsOfThisMachine && person.IsAdministrator
            );
        }

        if (person.Id.Issuer != settings.Issuer)
        {
            return new ApproverStanding(person.Id, [], MayApprove: false);
        }

        var described =
            await persons.FindAsync(person.Id, cancellation)
            ?? new Person(
                person.Id.Issuer,
                person.Id.Subject,
                person.Name,
                person.Groups.Select(group => group.Value).ToValueList()
            );
        var caller = RoleMapper.Person(settings, described);
        return new ApproverStanding(
            person.Id,
            caller?.Actor.Groups ?? [],
            caller?.For(Permission.Approve)?.Reaches(plan.Service, plan.Environment) == true,
            caller?.Actor.IsAdministrator == true
        );
    }
}
