using System.Security.Cryptography;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Plans;
using Rollouts.Storage.Serialization;

namespace Rollouts.Engine.Rollouts;

/// <summary>Identifies plans by their content, with every default filled in.</summary>
internal static class PlanHashes
{
    public static string Of(Plan plan) =>
        Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(EventJson.Write(plan))));
}
