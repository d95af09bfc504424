using BounceProcessor.Rules;

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BounceProcessor.Host.Health;

/// <summary>Not well while the operator's rules have faults and others than theirs are in force.</summary>
internal sealed class RulesHealth(RulesInForce rules) : IHealthCheck
{
    private const int MostShown = 10;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var state = rules.State;
        var facts = new Dictionary<string, object>
        {
            ["rules"] = state.Book.RuleCount,
            ["operatorRules"] = state.OperatorRules,
            ["faults"] = state.Faults.Take(MostShown).ToArray(),
        };
        return Task.FromResult(state.Faults.Count == 0
            ? HealthCheckResult.Healthy($"{state.Book.RuleCount} in force, {state.OperatorRules} of them the operator's", facts)
            : HealthCheckResult.Degraded($"{CountText.Of(state.Faults.Count, "fault")} in the operator's; those loaded before are in force: {state.Faults[0]}", null, facts));
    }
}
