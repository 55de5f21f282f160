using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Aws;

/// <summary>The configuration keys for the identity that calls AWS.</summary>
internal static partial class AwsWords
{
    private const string RegionPattern = "^[a-z]{2,4}(-[a-z]{1,12}){1,3}-[0-9]{1,2}$";
    private const string RolePattern = "^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]{1,512}$";
    private const string SessionPattern = "^[A-Za-z0-9+=,.@_-]{2,64}$";
    private const string ExternalPattern = "^[A-Za-z0-9+=,.@:/_-]{2,1224}$";
    private const string ProfilePattern = "^[A-Za-z0-9][A-Za-z0-9._@:/+-]{0,127}$";

    private static readonly Key<string> Region = Key.Required(
        "region",
        Matching("an AWS region, as in eu-west-1", RegionPattern, RegionForm()),
        "The AWS region."
    );

    private static readonly Key<AwsAccessKey?> Own = Key.Maybe(
        "accessKey",
        OwnKey(),
        "A key that is kept here; the usual chain of AWS where it is left out."
    );

    private static readonly Key<string?> Profile = Key.Maybe(
        "profile",
        Matching("the name of a profile", ProfilePattern, ProfileForm()),
        "A profile of the shared AWS files of this process."
    );

    private static readonly Key<AssumedRole?> Role = Key.Maybe("role", AnyRole(), "The role that is assumed.");

    private static readonly Key<bool> Fips = Key.Optional(
        "fips",
        TextWords.Flag,
        otherwise: false,
        "Whether the FIPS endpoints of AWS are called."
    );

    private static readonly Key<bool> DualStack = Key.Optional(
        "dualStack",
        TextWords.Flag,
        otherwise: false,
        "Whether the dual-stack endpoints of AWS are called, which have IPv6 addresses too."
    );

    public static IReadOnlyList<Key> Keys => [Region, Own, Profile, Role, Fips, DualStack];

    /// <summary>All of it in a map of its own, for a connection that has an address besides.</summary>
    public static Shape<AwsAccess> Access { get; } =
        new MapShape<AwsAccess>("awsAccess", "as whom AWS is called", Keys, Read);

    public static AwsAccess Read(KeyValues values)
    {
        if (values.Has(Own) && values.Has(Profile))
        {
            values.Refuse("plan.one-of", "accessKey and profile both say who asks; keep one of them");
        }

        return new AwsAccess(values.Get(Region), values.Get(Own), values.Get(Profile), values.Get(Role))
        {
            Fips = values.Get(Fips),
            DualStack = values.Get(DualStack),
        };
    }

    private static MapShape<AwsAccessKey> OwnKey()
    {
        var id = Key.Required("id", LocalSecretWords.Any, "Where the access key's id is.");
        var secret = Key.Required("secret", LocalSecretWords.Any, "Where the secret access key is.");
        var token = Key.Maybe("sessionToken", LocalSecretWords.Any, "Where the session token of a temporary key is.");
        return new(
            "awsAccessKey",
            "an access key",
            [id, secret, token],
            values => new AwsAccessKey(values.Get(id), values.Get(secret), values.Get(token))
        );
    }

    private static MapShape<AssumedRole> AnyRole()
    {
        var arn = Key.Required(
            "arn",
            Matching("the ARN of a role, as in arn:aws:iam::123456789012:role/rollouts", RolePattern, RoleForm()),
            "The role."
        );
        var external = Key.Maybe(
            "externalId",
            Matching("an external id", ExternalPattern, ExternalForm()),
            "What the role's trust policy demands to be told."
        );
        var session = Key.Optional(
            "session",
            Matching("the name of a session", SessionPattern, SessionForm()),
            "rollouts",
            "The name under which CloudTrail shows it; rollouts."
        );
        var sts = Key.Maybe("sts", EndpointKeys.Address, "Where STS answers; that of the region.");
        return new(
            "awsRole",
            "a role",
            [arn, external, session, sts],
            values => new AssumedRole(values.Get(arn), values.Get(external), values.Get(session), values.Get(sts))
        );
    }

    private static TextShape<string> Matching(string expected, string pattern, Regex form) =>
        new(
            "plan.bad-value",
            expected,
            pattern,
            (string text, [MaybeNullWhen(false)] out string value) =>
            {
                value = text;
                return form.IsMatch(text) && !text.EndsWith('\n');
            }
        );

    [GeneratedRegex(RegionPattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RegionForm();

    [GeneratedRegex(RolePattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RoleForm();

    [GeneratedRegex(SessionPattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SessionForm();

    [GeneratedRegex(ExternalPattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ExternalForm();

    [GeneratedRegex(ProfilePattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ProfileForm();
}
