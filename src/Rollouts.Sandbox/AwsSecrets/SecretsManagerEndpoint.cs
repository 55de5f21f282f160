using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rollouts.Sandbox.Aws;

namespace Rollouts.Sandbox.AwsSecrets;

/// <summary>The calls of Secrets Manager (2017-10-17) that read, make and rotate secrets.</summary>
internal sealed partial class SecretsManagerEndpoint(AwsAccount account)
    : AwsJsonEndpoint(account, "secretsmanager", "secretsmanager.")
{
    private const string Current = "AWSCURRENT";
    private const string Previous = "AWSPREVIOUS";
    private const string NameMember = "Name";
    private const string Invalid = "InvalidParameterException";
    private const int LongestSecret = 65_536;

    private readonly SortedDictionary<string, Kept> _secrets = new(StringComparer.Ordinal);

    public override string Name => "secretsManager";

    protected override string InternalError => "InternalServiceError";

    /// <summary>Gives a secret a value, as the owner of the account may.</summary>
    public void Put(string name, string value)
    {
        lock (_secrets)
        {
            if (!_secrets.TryGetValue(name, out var secret))
            {
                _secrets[name] = secret = new Kept(name, Arn($"secret:{name}-AbCdEf"), Now);
            }

            secret.Add(Guid.NewGuid().ToString(), value, Now);
        }
    }

    protected override JsonObject Answer(string operation, JsonObject body)
    {
        lock (_secrets)
        {
            return operation switch
            {
                "GetSecretValue" => Get(body),
                "CreateSecret" => Create(body),
                "PutSecretValue" => PutValue(body),
                "DescribeSecret" => Described(Find(body)),
                "ListSecrets" => List(body),
                "DeleteSecret" => Delete(body),
                _ => throw new AwsJsonError("UnknownOperationException", ""),
            };
        }
    }

    private JsonObject Get(JsonObject body)
    {
        var secret = Find(body);
        NotDeleted(secret);
        var stage = AwsJsonError.Optional(body, "VersionStage", Invalid, 256);
        var id = AwsJsonError.Optional(body, "VersionId", Invalid, 64);
        var version =
            secret.Versions.Find(one => (id is null || one.Id == id) && one.Stages.Contains(stage ?? Current))
            ?? throw new AwsJsonError(
                "ResourceNotFoundException",
                $"Secrets Manager can't find the specified secret value for staging label: {stage ?? Current}"
            );
        return new JsonObject
        {
            ["ARN"] = secret.Arn,
            [NameMember] = secret.Name,
            ["VersionId"] = version.Id,
            ["SecretString"] = version.Value,
            ["VersionStages"] = new JsonArray([.. version.Stages.Select(one => (JsonNode)one)]),
            ["CreatedDate"] = version.CreatedAt,
        };
    }

    private JsonObject Create(JsonObject body)
    {
        var name = AwsJsonError.Text(body, NameMember, Invalid, 512);
        if (!NameForm().IsMatch(name))
        {
            throw new AwsJsonError(Invalid, "Invalid name. Must be a valid name containing alphanumeric characters");
        }

        if (_secrets.ContainsKey(name))
        {
            throw new AwsJsonError("ResourceExistsException", $"The secret {name} already exists.");
        }

        var value = AwsJsonError.Text(body, "SecretString", Invalid, LongestSecret);
        var secret = new Kept(name, Arn($"secret:{name}-AbCdEf"), Now);
        _secrets[name] = secret;
        return Written(secret, secret.Add(TokenOf(body), value, Now));
    }

    private JsonObject PutValue(JsonObject body)
    {
        var secret = Find(body);
        NotDeleted(secret);
        var value = AwsJsonError.Text(body, "SecretString", Invalid, LongestSecret);
        var token = TokenOf(body);
        if (secret.Versions.Find(one => one.Id == token) is { } there)
        {
            return there.Value == value
                ? Written(secret, there)
                : throw new AwsJsonError("ResourceExistsException", $"Version {token} exists with another value.");
        }

        return Written(secret, secret.Add(token, value, Now));
    }

    private JsonObject List(JsonObject body)
    {
        var (page, next) = AwsJsonError.Paged(
            [.. _secrets.Values.Where(secret => secret.DeletedAt is null)],
            body,
            usual: 100,
            most: 100,
            Invalid,
            "InvalidNextTokenException"
        );
        var list = new JsonObject { ["SecretList"] = new JsonArray([.. page.Select(Described)]) };
        if (next is not null)
        {
            list["NextToken"] = next;
        }

        return list;
    }

    private JsonObject Delete(JsonObject body)
    {
        var secret = Find(body);
        NotDeleted(secret);
        secret.DeletedAt = Now;
        return new JsonObject
        {
            ["ARN"] = secret.Arn,
            [NameMember] = secret.Name,
            ["DeletionDate"] = secret.DeletedAt,
        };
    }

    private Kept Find(JsonObject body)
    {
        var id = AwsJsonError.Text(body, "SecretId", Invalid, 2048);
        return _secrets.Values.FirstOrDefault(secret => secret.Name == id || secret.Arn == id)
            ?? throw new AwsJsonError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }

    private static void NotDeleted(Kept secret)
    {
        if (secret.DeletedAt is not null)
        {
            throw new AwsJsonError(
                "InvalidRequestException",
                "You can't perform this operation on the secret because it was marked for deletion."
            );
        }
    }

    private static string TokenOf(JsonObject body) =>
        (string?)body["ClientRequestToken"] is not { } token ? Guid.NewGuid().ToString()
        : token.Length is >= 32 and <= 64 ? token
        : throw new AwsJsonError(Invalid, "ClientRequestToken must have between 32 and 64 characters");

    private static JsonObject Described(Kept secret) =>
        new()
        {
            ["ARN"] = secret.Arn,
            [NameMember] = secret.Name,
            ["CreatedDate"] = secret.CreatedAt,
            ["LastChangedDate"] = secret.Versions[^1].CreatedAt,
        };

    private static JsonObject Written(Kept secret, Version version) =>
        new()
        {
            ["ARN"] = secret.Arn,
            [NameMember] = secret.Name,
            ["VersionId"] = version.Id,
            ["VersionStages"] = new JsonArray([.. version.Stages.Select(one => (JsonNode)one)]),
        };

    [GeneratedRegex(@"^[A-Za-z0-9/_+=.@!-]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex NameForm();

    private sealed record Version(string Id, string Value, double CreatedAt)
    {
        public List<string> Stages { get; } = [];
    }

    private sealed class Kept(string name, string arn, double createdAt)
    {
        public string Name => name;

        public string Arn => arn;

        public double CreatedAt => createdAt;

        public double? DeletedAt { get; set; }

        public List<Version> Versions { get; } = [];

        /// <summary>Adds the current version; the last one becomes the previous one.</summary>
        public Version Add(string id, string value, double at)
        {
            foreach (var version in Versions)
            {
                version.Stages.Remove(Previous);
                if (version.Stages.Remove(Current))
                {
                    version.Stages.Add(Previous);
                }
            }

            var added = new Version(id, value, at);
            added.Stages.Add(Current);
            Versions.Add(added);
            return added;
        }
    }
}
