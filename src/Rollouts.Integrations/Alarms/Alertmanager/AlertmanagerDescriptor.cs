using Rollouts.Domain.Alarms;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Alarms.Alertmanager;

/// <summary>Alertmanager, by its webhook.</summary>
internal static class AlertmanagerDescriptor
{
    private static readonly Key<Secret?> Bearer = Key.Maybe(
        "bearer",
        SecretWords.Any,
        "The token that it sends as 'Authorization: Bearer ...'."
    );

    private static readonly Key<string?> User = Key.Maybe("user", TextWords.Any, "The name that it logs in with.");

    private static readonly Key<Secret?> Password = Key.Maybe(
        "password",
        SecretWords.Any,
        "The password that it logs in with."
    );

    private static readonly Key<Secret?> Previous = Key.Maybe(
        "previous",
        SecretWords.Any,
        "The token or password before this one, taken too while both are in use."
    );

    private static readonly TypedSettings<AlertmanagerLogin> Connection = new(
        new MapShape<AlertmanagerLogin>(
            "alertmanagerConnection",
            "a sender Alertmanager",
            [Bearer, User, Password, Previous],
            Read
        )
    );

    public static readonly SenderDescriptor Descriptor = new()
    {
        Traits = new SenderTraits
        {
            Key = "alertmanager",
            Title = "Alertmanager",
            Brings = AlarmList.Alerts,
            Order = MessageOrder.ByArrival,
        },
        Connection = Connection.Shape,
        Open = (settings, _) => new AlertmanagerSender(Connection.Read(settings)),
    };

    private static AlertmanagerLogin Read(KeyValues values)
    {
        var (bearer, user, password) = (values.Get(Bearer), values.Get(User), values.Get(Password));
        if ((bearer is null) == (password is null))
        {
            values.Refuse("plan.one-of", "Alertmanager makes itself known by 'bearer', or by 'user' and 'password'");
        }
        else if ((user is null) != (password is null))
        {
            values.Refuse("plan.missing-key", "a user and a password go together; one of them is missing");
        }

        return new AlertmanagerLogin(user, new Passwords((bearer ?? password)!, values.Get(Previous)));
    }
}
