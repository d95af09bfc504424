using System.Diagnostics.Metrics;

using BounceProcessor.Telemetry;

using Xunit;

namespace BounceProcessor.Tests.Intake;

public sealed class IntakeMetricsTests
{
    [Fact]
    public async Task A_run_counts_its_mails_by_outcome_and_its_events()
    {
        await using var line = new IntakeLine();
        await line.Database.ApplySchemaAsync();
        List<string> counted = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == MetricNames.Meter && instrument.Meter.Scope == line.Meters)
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            counted.Add($"{instrument.Name} {tags[1].Value} {value}"));
        listener.Start();

        await line.RunAsync(new ScriptedMailSource().With(BounceText.Failure("one", "a@example.net", "b@example.net"), BounceText.Letter("x")));

        Assert.Equal(
            [
                "bounceprocessor.intake.mails bounce 1",
                "bounceprocessor.intake.events added 2",
                "bounceprocessor.intake.mails not-a-bounce 1",
                "bounceprocessor.intake.events added 1",
                "bounceprocessor.intake.runs completed 1",
            ],
            counted);
    }
}
