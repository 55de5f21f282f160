namespace Rollouts.Engine.Access;

/// <summary>Decides whether a caller may do something: by permission, then by reach.</summary>
public static class AuthorizationRules
{
    public const string NotAllowedCode = "identity.not-allowed";

    /// <summary>The reason of such a refusal in the access log.</summary>
    public const string NotAllowedReason = "it may not";

    /// <returns>
    /// The caller with the grants that give it the permission, and no others: a caller that may change some services
    /// and read all others must not change those. Null if no grant gives the permission.
    /// </returns>
    public static Caller? Entitle(Caller caller, Permission permission) => caller.For(permission);

    public static Refusal NotAllowed(Caller caller, Permission permission) =>
        Denied($"'{caller.Actor}' may not do this: it needs the permission '{Permissions.NameOf(permission)}'");

    public static Refusal BeyondReach(Caller caller, string what) => Denied($"'{caller.Actor}' does not reach {what}");

    /// <summary>The refusal of a caller that does not reach the resource of a request; null if it does.</summary>
    /// <param name="named">Null if the request names no service and no environment.</param>
    public static Refusal? Beyond(Caller caller, RequiredReach reach, NamedResource? named) =>
        (reach, named) switch
        {
            (RequiredReach.All, _) when !caller.ReachesAll => BeyondReach(caller, "what belongs to no single service"),
            (RequiredReach.Environment, NamedResource.OfEnvironment { Environment: var at })
                when !caller.ReachesAllOf(at) => BeyondReach(caller, $"all services in '{at}'"),
            (RequiredReach.Environment, NamedResource.OfService { Environment: var at })
                when !caller.ReachesAllOf(at) => BeyondReach(caller, $"all services in '{at}'"),
            (RequiredReach.Service, NamedResource.OfService { Service: var service, Environment: var at })
                when !caller.Reaches(service, at) => BeyondReach(caller, $"'{service}' in '{at}'"),
            (RequiredReach.Service, NamedResource.OfEnvironment { Environment: var at })
                when !caller.ReachesSomeOf(at) => BeyondReach(caller, $"any service in '{at}'"),
            _ => null,
        };

    private static Refusal Denied(string message) => new(NotAllowedCode, message, RefusalKind.Forbidden);
}
