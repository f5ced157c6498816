"""What a run of scenarios leaves behind: one HTML page, JUnit XML and Cucumber JSON, in words of the features."""
