using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Aws.Secrets;

/// <summary>The configuration of secrets that AWS keeps.</summary>
internal static class AwsSecretWords
{
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UsualRefresh = TimeSpan.FromMinutes(1);

    private static readonly Shape<TimeSpan> Interval = new TextShape<TimeSpan>(
        "plan.bad-duration",
        "a duration from 1s to 1h",
        TimeWords.SpanPattern,
        (string text, out TimeSpan span) =>
            Spans.TryParse(text, out span) && span >= TimeSpan.FromSeconds(1) && span <= TimeSpan.FromHours(1)
    );

    [ModuleInitializer]
    [SuppressMessage(
        "Usage",
        "CA2255",
        Justification = "The places of secrets must be known before any shape is made."
    )]
    internal static void Register()
    {
        SecretPlaces.Add(
            new(
                "secretsManager",
                Place("awsSecret", AwsSecretKind.Secret, "a secret of Secrets Manager"),
                "A secret of AWS Secrets Manager; read again after 'refresh'."
            )
        );
        SecretPlaces.Add(
            new(
                "ssmParameter",
                Place("awsParameter", AwsSecretKind.Parameter, "a parameter of SSM"),
                "A parameter of AWS Systems Manager; read again after 'refresh'."
            )
        );
    }

    private static Shape<Secret> Place(string shape, AwsSecretKind kind, string expected)
    {
        var name = Key.Required("name", Text(@"^[A-Za-z0-9/_+=.@:!-]{1,1200}$"), "Its name or its ARN.");
        var field = Key.Maybe("field", Text("^[A-Za-z0-9_.-]{1,128}$"), "The field, if it is a JSON object.");
        var stage = Key.Maybe("stage", Text("^[A-Za-z0-9_+=.@:!-]{1,256}$"), "The staging label; AWSCURRENT.");
        var endpoint = Key.Maybe("endpoint", EndpointKeys.Address, "Where the service answers, if that is not AWS.");
        var refresh = Key.Optional(
            "refresh",
            Interval,
            UsualRefresh,
            $"How long it is used before it is read again; {Spans.Say(UsualRefresh)}."
        );
        var isSecret = kind == AwsSecretKind.Secret;
        var host = isSecret ? "secretsmanager" : "ssm";
        return new MapShape<AwsSecret>(
            shape,
            expected,
            isSecret
                ? [name, field, stage, .. AwsWords.Keys, endpoint, refresh]
                : [name, field, .. AwsWords.Keys, endpoint, refresh],
            values =>
            {
                var access = AwsWords.Read(values);
                return new AwsSecret(
                    kind,
                    values.Get(name),
                    values.Get(field),
                    isSecret ? values.Get(stage) : null,
                    new AwsEndpoint(
                        access,
                        values.Get(endpoint) ?? AwsEndpoint.Of(host, access),
                        TlsSettings.None,
                        UsualTimeout
                    ),
                    values.Get(refresh)
                );
            }
        ).Into(Secret (secret) => new Secret.Elsewhere(secret));
    }

    private static TextShape<string> Text(string pattern) =>
        new(
            "plan.bad-value",
            "a name that AWS accepts",
            pattern,
            (string text, [MaybeNullWhen(false)] out string value) =>
            {
                value = text;
                return System.Text.RegularExpressions.Regex.IsMatch(
                        text,
                        pattern,
                        System.Text.RegularExpressions.RegexOptions.NonBacktracking
                    ) && !text.EndsWith('\n');
            }
        );
}
